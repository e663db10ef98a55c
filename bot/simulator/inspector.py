"""Notes what Telegram lets pass but nobody means: parameters it does not know; and own answers of a wrong shape."""

from typing import Any

from bot.simulator.botapi import bot_api
from bot.simulator.files import Upload

Json = dict[str, Any]


class Inspector:
    """`odd` is a list of sentences, empty as it should be. Tests look; a demo and a bench have no inspector."""

    def __init__(self) -> None:
        self.odd: list[str] = []
        self._list = bot_api()

    def call(self, method: str, raw: Json, params: Json) -> None:
        """What the bot sends: `raw` has every name that came, `params` the values as they were read."""
        sent = {name: params.get(name) for name, value in raw.items() if not isinstance(value, Upload)}
        self.odd += [
            f"the bot sent {method} with {name}, which is unknown" for name in self._list.unknown(method, sent)
        ]

    def result(self, method: str, result: Any) -> None:
        """What the simulator answers; updates were looked at when they were told, but for those that a test forged."""
        if method == "getUpdates":
            return
        kinds = self._list.methods[method]["returns"]
        self.odd += [f"the simulator answered {fault}" for fault in self._list.faults(result, kinds, method)]

    def update(self, kind: str, body: Json) -> None:
        """What the simulator tells the bot of people's acts."""
        update = {"update_id": 1, kind: body}
        self.odd += [f"the simulator told {fault}" for fault in self._list.faults(update, ("Update",), "update")]
