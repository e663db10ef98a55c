"""Telegram's refusals: each carries the code and the very words with which the Bot API says no."""


class ApiError(Exception):
    """An answer with `ok: false`; `retry_after` is in seconds and goes with code 429."""

    def __init__(self, code: int, description: str, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after


class SimError(Exception):
    """A person or a test asked for something impossible (an unknown label, a blocked bot); answered with 409."""


def bad_request(words: str) -> ApiError:
    return ApiError(400, f"Bad Request: {words}")


def forbidden(words: str) -> ApiError:
    return ApiError(403, f"Forbidden: {words}")
