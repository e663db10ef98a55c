"""Asking for a person: what is asked, and how the answers are read. What becomes of it is the help desk's."""

from services.requests.model import Details, Subject

__all__ = ["Details", "Subject"]
