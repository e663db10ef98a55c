"""A child that sets whatever it is given as if it were a template of ours."""

from typing import Any

from services.confined.serving import Verb, serve
from services.confined.wire import Told
from services.paper import child


def prepare() -> Verb:
    child.prepare()

    def reckless(_: dict[str, Any], content: bytes) -> tuple[Told, bytes]:
        return {}, child._set({"main": content}, {"given": "{}"})

    return reckless


if __name__ == "__main__":
    serve(prepare)
