"""A Bot API on loopback with a browser chat: the demo's and the tests' Telegram; it knows nothing of the bot."""

from bot.simulator.client import GENERAL, Chat, Message, Telegram, Topic
from bot.simulator.faults import Fault, Faults
from bot.simulator.limits import TELEGRAM, Limits
from bot.simulator.simulator import Simulator

__all__ = [
    "GENERAL",
    "TELEGRAM",
    "Chat",
    "Fault",
    "Faults",
    "Limits",
    "Message",
    "Simulator",
    "Telegram",
    "Topic",
]
