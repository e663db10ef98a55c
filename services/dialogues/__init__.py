"""Unfinished conversations: one sealed draft per chat and flow, so that a restart or a month does no harm."""

from services.dialogues.model import Dialogue
from services.dialogues.service import Dialogues

__all__ = ["Dialogue", "Dialogues"]
