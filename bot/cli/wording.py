"""The words of the command line: they stand in `locales/` too, and are needed before anything is opened."""

from functools import cache

from services.words import Words


@cache
def _words() -> Words:
    return Words()


def say(kind: str, key: str, **values: object) -> str:
    """A short text of the command line, from `labels.toml`."""
    return _words().label(kind, key, **values)
