"""The room as one object: people, exports, the weekly page, the audit, and what staff vouch for."""

from services.claims import Claims
from services.oversight.cases import Cases
from services.oversight.claims import ClaimDoor
from services.oversight.exports import Exports
from services.oversight.people import People
from services.oversight.trail import Trail
from services.oversight.vouching import Reach, Vouching
from services.oversight.weekly import Weekly
from services.staff import Staff


class Oversight:
    """What staff may do with people's data, and what of it supervisors see."""

    def __init__(self, staff: Staff, claims: Claims, cases: Cases, reach: Reach) -> None:
        self.cases = cases
        self.people = People(reach.participants, staff, reach.region, cases)
        self.claims = ClaimDoor(reach.region)
        self.exports = Exports(claims, cases, reach.region, reach.words)
        self.weekly = Weekly(staff, reach.region)
        self.trail = Trail(reach.region)
        self.vouching = Vouching(reach)
