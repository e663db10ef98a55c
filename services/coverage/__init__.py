"""The answer to "is (was) this person insured?": what the roster says, joined with what the benefits give."""

from services.coverage.model import About, Enquiry, Occasion, Working
from services.coverage.service import Again, Checked, Coverages

__all__ = ["About", "Again", "Checked", "Coverages", "Enquiry", "Occasion", "Working"]
