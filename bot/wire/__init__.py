"""The thin HTTP of what happens for every message: calls to Telegram, and its webhook."""

from bot.wire.bodies import NOTHING, Body, Upload, json_body, multipart_body
from bot.wire.caller import Caller, Patience
from bot.wire.gate import Gate, Plain
from bot.wire.line import Answer

__all__ = ["NOTHING", "Answer", "Body", "Caller", "Gate", "Patience", "Plain", "Upload", "json_body", "multipart_body"]
