"""Telegram's refusals: each carries the code and the very words with which the Bot API says no."""

from collections.abc import Iterator
from contextlib import contextmanager


class ApiError(Exception):
    """An answer with `ok: false`; `retry_after` is in seconds and goes with code 429, `migrate_to` with a group's."""

    def __init__(
        self, code: int, description: str, retry_after: int | None = None, migrate_to: int | None = None
    ) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after
        self.migrate_to = migrate_to

    @property
    def parameters(self) -> dict[str, int]:
        """What helps a program to go on, as the Bot API tells it."""
        told = {"retry_after": self.retry_after, "migrate_to_chat_id": self.migrate_to}
        return {name: value for name, value in told.items() if value is not None}


class SimError(Exception):
    """A person or a test asked for something impossible (an unknown label, a blocked bot); answered with 409."""


@contextmanager
def as_a_person() -> Iterator[None]:
    """Where a person acts by the rules that hold for the bot as well: what the bot may not, the person cannot."""
    try:
        yield
    except ApiError as error:
        raise SimError(error.description) from None


def bad_request(words: str) -> ApiError:
    return ApiError(400, f"Bad Request: {words}")


def forbidden(words: str) -> ApiError:
    return ApiError(403, f"Forbidden: {words}")
