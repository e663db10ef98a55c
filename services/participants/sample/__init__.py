"""A synthetic roster: plausible villages and names, no real person. The input of the demo and of tests."""

from services.participants.sample.mark import MARK, is_sample_number
from services.participants.sample.people import DEMO_PEOPLE, DemoPerson, demo_person
from services.participants.sample.writing import SampleOrder, write_sample

__all__ = [
    "DEMO_PEOPLE",
    "MARK",
    "DemoPerson",
    "SampleOrder",
    "demo_person",
    "is_sample_number",
    "write_sample",
]
