"""Recognises in a chat what a message class says, whatever its values are."""

import re
from collections.abc import Callable
from html import unescape

from jinja2 import nodes

from bot.simulator import Message
from services.refusals import Refusal
from services.speech import Speech
from services.words import Words, template_name


def saying(kind: type[Speech | Refusal], words: Words | None = None) -> Callable[[Message], bool]:
    """Tells whether a message is of this class, by the longest text that its template always says."""
    phrase = constant_phrase(kind, words or Words())
    return lambda message: phrase in tidy(message.text)


def constant_phrase(kind: type[Speech | Refusal], words: Words) -> str:
    """The longest run of text at the top of the template, outside of any condition. Raises ValueError without one."""
    environment = words.environment
    assert environment.loader is not None
    source = environment.loader.get_source(environment, template_name(kind))[0]
    top = [part for node in environment.parse(source).body if isinstance(node, nodes.Output) for part in node.nodes]
    runs = [part.data for part in top if isinstance(part, nodes.TemplateData)]
    pieces = [tidy(unescape(re.sub(r"<[^>]+>", "", piece))) for run in runs for piece in run.split("\n")]
    longest = max(pieces, key=len, default="")
    if len(longest) < 12:
        raise ValueError(f"{kind.__name__} always says too little to be known by: {longest!r}")
    return longest


def tidy(text: str) -> str:
    """White space made single."""
    return " ".join(text.split())
