"""Names a fault without quoting anybody: a short reference for the person, classes and places for the log."""

import secrets
import traceback

_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def new_reference() -> str:
    """Six characters that can be read out on the phone."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(6))


def broken_at(error: BaseException) -> str:
    """Class and places of an error and its causes, without their messages: those may quote what a person wrote."""
    parts = []
    cause: BaseException | None = error
    while cause is not None:
        frames = traceback.extract_tb(cause.__traceback__)
        places = " < ".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in reversed(frames))
        parts.append(f"{type(cause).__name__} at {places}")
        cause = cause.__cause__ or cause.__context__
    return "; caused by ".join(parts)
