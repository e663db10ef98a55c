"""The verb of the audit page: who looked at what, page by page. Reading it leaves a row as well."""

from services.db import Work
from services.oversight import traces
from services.oversight.model import Sieve, Traces
from services.privacy import Look, record_look
from services.region import Region
from services.staff import Act, StaffMember


class Trail:
    """Shows the audit."""

    def __init__(self, region: Region) -> None:
        self._region = region

    async def page(self, work: Work, by: StaffMember, sieve: Sieve) -> Traces:
        """The newest fifty rows that pass, and the state of the chain. Raises NotYourRole."""
        by.must(Act.SEE_AUDIT)
        rows = await traces.page(work, sieve, self._region.zone)
        more = len(rows) > traces.PAGE
        shown = tuple(rows[: traces.PAGE])
        await record_look(work, Look(by.actor, "audit.read", f"staff:{sieve.member}" if sieve.member else None))
        return Traces(shown, shown[-1].id if more else None, await traces.chain(work))
