"""`santun doctor`: looks at the whole set-up, changes nothing, and says what is well, what is not, and what to do."""

from bot.doctor.checks import CHECKS
from bot.doctor.examination import Check, Result, examine
from bot.doctor.finding import Finding, Level
from bot.doctor.patient import Patient, Thing

__all__ = ["CHECKS", "Check", "Finding", "Level", "Patient", "Result", "Thing", "examine"]
