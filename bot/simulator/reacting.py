"""The bot's reactions: a small sign at somebody's message, which is no message and meets no flood limit."""

from collections.abc import Awaitable, Callable
from typing import Any

from bot.simulator.errors import bad_request
from bot.simulator.sending import Call
from bot.simulator.telling import is_service

Json = dict[str, Any]
EMOJI = frozenset(
    "❤|👍|👎|🔥|🥰|👏|😁|🤔|🤯|😱|🤬|😢|🎉|🤩|🤮|💩|🙏|👌|🕊|🤡|🥱|🥴|😍|🐳|❤‍🔥|🌚|🌭|💯|🤣|⚡|🍌|🏆|💔|🤨|😐|🍓|🍾|💋|🖕|😈|😴|😭|🤓|👻"  # noqa: SIM905 - a list of letters reads better as one string
    "|👨‍💻|👀|🎃|🙈|😇|😨|🤝|✍|🤗|🫡|🎅|🎄|☃|💅|🤪|🗿|🆒|💘|🙉|🦄|😘|💊|🙊|😎|👾|🤷‍♂|🤷|🤷‍♀|😡".split("|")
)
"""Those that Telegram lets anybody use (the description of ReactionTypeEmoji)."""


async def set_reaction(call: Call) -> bool:
    chat = call.chat()
    entry = chat.alive(call.params["message_id"])
    if entry is None:
        raise bad_request("message to react not found")
    wanted: list[Json] = call.params.get("reaction") or []
    if is_service(entry.message) or len(wanted) > 1 or any(not _is_known(one) for one in wanted):
        raise bad_request("REACTION_INVALID")
    entry.reactions = [str(one["emoji"]) for one in wanted]
    call.world.feed.publish("reaction", chat.id, message_id=call.params["message_id"], reactions=entry.reactions)
    return True


def _is_known(reaction: Json) -> bool:
    return reaction.get("type") == "emoji" and reaction.get("emoji") in EMOJI


METHODS: dict[str, Callable[[Call], Awaitable[Any]]] = {"setMessageReaction": set_reaction}
