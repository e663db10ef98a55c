"""The verbs of the staff: add, list, disable, and the check at every door."""

from dataclasses import replace
from uuid import uuid4

from services.db import Work
from services.privacy import Look, record_look
from services.staff import store
from services.staff.messages import StaffNameTaken, StaffNameUnfit, StaffUnknown
from services.staff.model import StaffMember, plain_name
from services.staff.rules import Act, Role


class Staff:
    """Who works here. Signing in by password comes with the console; until then whoever can read the key file is
    trusted to give their own name."""

    async def add(self, work: Work, name: str, role: Role, *, by: str, village: str | None = None) -> StaffMember:
        """A new member. `by` is an actor (`staff:rina`, `system:root`). Raises StaffNameUnfit, StaffNameTaken."""
        plain = plain_name(name)
        if plain is None:
            raise StaffNameUnfit(name)
        member = StaffMember(uuid4(), plain, role, village, active=True, added_by=by, added_at=work.now)
        if not await store.add(work, member):
            raise StaffNameTaken(plain)
        await record_look(work, Look(by, "staff.add", f"staff:{plain}", role.value))
        return member

    async def everybody(self, work: Work) -> list[StaffMember]:
        """All members, the inactive ones too."""
        return await store.everybody(work)

    async def disable(self, work: Work, name: str, *, by: str) -> StaffMember:
        """Takes every right from a member; their traces stay. Raises StaffUnknown."""
        member = await self._known(work, name)
        await store.set_active(work, member, active=False)
        await record_look(work, Look(by, "staff.disable", f"staff:{member.name}"))
        return replace(member, active=False)

    async def enable(self, work: Work, name: str, *, by: str) -> StaffMember:
        """Gives a disabled member the rights of the role again. Raises StaffUnknown."""
        member = await self._known(work, name)
        await store.set_active(work, member, active=True)
        await record_look(work, Look(by, "staff.enable", f"staff:{member.name}"))
        return replace(member, active=True)

    async def allowed(self, work: Work, name: str, act: Act) -> StaffMember:
        """The member of this name, who may do this. Raises StaffUnknown, StaffNotActive, NotYourRole."""
        member = await self._known(work, name)
        member.must(act)
        return member

    async def _known(self, work: Work, name: str) -> StaffMember:
        member = await store.by_name(work, plain_name(name) or "")
        if member is None:
            raise StaffUnknown(name)
        return member
