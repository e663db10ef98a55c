"""Checks the keyboards a bot sends, with Telegram's limits: 64 bytes of callback data, one action a button."""

from typing import Any

from bot.simulator.errors import bad_request
from bot.simulator.parameters import refuse_faults

Json = dict[str, Any]
ACTIONS = ("callback_data", "url", "web_app", "switch_inline_query", "switch_inline_query_current_chat", "copy_text")
LIMIT_OF_DATA = 64  # bytes of UTF-8


def checked_inline(markup: Any) -> Json | None:
    """An inline keyboard for a message, None when there is none; anything else is refused."""
    if markup is None:
        return None
    if not isinstance(markup, dict) or "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    rows = [[_inline_button(button) for button in row] for row in _rows(markup["inline_keyboard"])]
    refuse_faults(markup, ("InlineKeyboardMarkup",), "inline keyboard")
    return {"inline_keyboard": rows} if rows else None


def _rows(given: Any) -> list[list[Any]]:
    """The rows that are not empty; a keyboard is an array of arrays."""
    if not isinstance(given, list) or not all(isinstance(row, list) for row in given):
        raise bad_request("can't parse keyboard: Expected an Array of Arrays")
    return [row for row in given if row]


def _inline_button(button: Any) -> Json:
    if not isinstance(button, dict) or not str(button.get("text", "")).strip():
        raise bad_request('can\'t parse inline keyboard button: Field "text" must be of type String')
    actions = [action for action in ACTIONS if action in button]
    if len(actions) != 1:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    data = button.get("callback_data")
    if data is not None and not 1 <= len(str(data).encode()) <= LIMIT_OF_DATA:
        raise bad_request("BUTTON_DATA_INVALID")
    if "url" in button and not str(button["url"]).startswith(("http://", "https://", "tg://", "t.me/")):
        raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
    return {"text": str(button["text"]), actions[0]: button[actions[0]]}


def split(markup: Any, private: bool) -> tuple[Json | None, Json | None]:
    """(inline keyboard of the message, what happens to the keyboard under the input: show, remove or reply)."""
    if markup is None:
        return None, None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in markup:
        return checked_inline(markup), None
    if "keyboard" in markup:
        keyboard = _reply_keyboard(markup, private)
        refuse_faults(keyboard, ("ReplyKeyboardMarkup",), "reply keyboard markup")
        return None, keyboard
    refuse_faults(markup, ("ReplyKeyboardRemove", "ForceReply"), "reply markup")
    if markup.get("remove_keyboard"):
        return None, {"remove_keyboard": True}
    if markup.get("force_reply"):
        return None, {"force_reply": True, "input_field_placeholder": markup.get("input_field_placeholder")}
    return None, None


def _reply_keyboard(markup: Json, private: bool) -> Json:
    rows = [[_reply_button(button, private) for button in row] for row in _rows(markup["keyboard"])]
    if not rows:
        raise bad_request("can't parse reply keyboard markup JSON object")
    return {**{k: v for k, v in markup.items() if k != "keyboard"}, "keyboard": rows}


def _reply_button(button: Any, private: bool) -> Json:
    found: Json = dict(button) if isinstance(button, dict) else {"text": button}
    if not str(found.get("text", "")).strip():
        raise bad_request('can\'t parse keyboard button: Field "text" must be of type String')
    if found.get("request_contact") and not private:
        raise bad_request("phone number can be requested in private chats only")
    if found.get("request_location") and not private:
        raise bad_request("location can be requested in private chats only")
    return found
