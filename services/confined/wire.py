"""How parent and child of a confined question write to one another: a first part in JSON, then bytes."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

HEAD = 8
"""Bytes that tell how long the first part is."""

Told = Mapping[str, Any]
"""A first part: what JSON can hold."""


@dataclass(frozen=True)
class Limits:
    """Of one child: `memory` in megabytes of address space, `cpu` in seconds of computing, `patience` in seconds of
    waiting, `answer` in megabytes. They stand in this order in the command that starts it."""

    memory: int
    cpu: int
    patience: int
    answer: int


def framed(told: Told) -> bytes:
    """The first part, with its length before it."""
    text = json.dumps(told).encode()
    return len(text).to_bytes(HEAD) + text
