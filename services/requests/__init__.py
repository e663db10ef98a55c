"""Requests for help: somebody asks for a person, gets a number, and is called or answered."""

from services.requests.model import Answer, Details, Headline, Request, State, Subject
from services.requests.service import Requests

__all__ = ["Answer", "Details", "Headline", "Request", "Requests", "State", "Subject"]
