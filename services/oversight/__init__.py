"""Staff can do harm too: looks outside conversations, exports that need two people, and what is seen of both."""

from services.oversight.cases import Cases
from services.oversight.service import Oversight
from services.oversight.vouching import Reach

__all__ = ["Cases", "Oversight", "Reach"]
