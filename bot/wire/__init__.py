"""The thin HTTP of what happens for every message: calls to Telegram. It does what the Bot API needs, and no more."""

from bot.wire.bodies import NOTHING, Body, Upload, json_body, multipart_body
from bot.wire.caller import Caller, Patience
from bot.wire.line import Answer

__all__ = ["NOTHING", "Answer", "Body", "Caller", "Patience", "Upload", "json_body", "multipart_body"]
