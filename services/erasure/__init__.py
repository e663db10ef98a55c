"""What we hold of a chat, and how it is forgotten: on request, and by itself when its time is over."""

from services.erasure.model import Fate, Held, Holding, Right, RightAsked
from services.erasure.service import Erasure, Reach

__all__ = ["Erasure", "Fate", "Held", "Holding", "Reach", "Right", "RightAsked"]
