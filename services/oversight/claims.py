"""How many claims staff open by a reason alone: out of the same day's worth as people, for each is somebody's life."""

from datetime import datetime, time

from services.db import Work
from services.oversight import store
from services.oversight.messages import LooksUsedUp
from services.oversight.rules import MORE_PEOPLE
from services.privacy import Look, record_look
from services.region import Region
from services.requests.numbers import Series, initials, read_number
from services.staff import Act, StaffMember


class ClaimDoor:
    """Asked by the doors before a claim is shown for a reason from the list."""

    def __init__(self, region: Region) -> None:
        self._region, self._prefix = region, initials(region.name)

    async def admit(self, work: Work, by: StaffMember, typed: str, reason: str) -> None:
        """Lets pass what is in this member's own hands or stands open since this morning, and so many others a day;
        until the end of the unit of work nobody else counts for them. Raises NotYourRole, LooksUsedUp."""
        by.must(Act.SHOW_CLAIM)
        number = read_number(Series.CLAIM, self._prefix, typed)
        if number is None:
            return
        today = self._region.today(work.now)
        morning = datetime.combine(today, time(), self._region.zone)
        subject = f"claim:{number}"
        await store.lock(work, by.id)
        if await store.is_claim_free(work, by, subject, morning):
            return
        (allowance,) = await store.allowances(work, [by.id], today, morning)
        if not allowance.left:
            await record_look(work, Look(by.actor, "claim.refused", subject, reason, found=False))
            raise LooksUsedUp(allowance.most, MORE_PEOPLE)
