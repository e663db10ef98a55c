"""How somebody in a chat does one thing after the other, and waits for each answer."""

from bot.simulator import Chat

PATIENCE = 20.0


async def does(chat: Chat, *acts: str) -> None:
    """One after the other: what begins with a code and a colon is a button pressed, everything else is typed."""
    for act in acts:
        if act.startswith("="):
            await chat.forges(act[1:], chat.last.id)
        else:
            await chat.says(act)
        await chat.hears(within=PATIENCE)


def choices(flow: str, *answers: str) -> tuple[str, ...]:
    """`step=value` is a button of that step, anything else is typed."""
    return tuple(
        f"=c:{flow}:{answer[1:].replace('=', ':', 1)}" if answer.startswith("=") else answer for answer in answers
    )
