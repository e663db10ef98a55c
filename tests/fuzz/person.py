"""A person in a private chat, as the updates tell of them."""

from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]
THINGS: tuple[Json, ...] = (
    {"photo": [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]},
    {"photo": [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}], "caption": "6408041204799001"},
    {"voice": {"file_id": "a", "file_unique_id": "b", "duration": 1}},
    {"document": {"file_id": "a", "file_unique_id": "b"}, "caption": "<b>surat\x00"},
    {"sticker": {
        "file_id": "a", "file_unique_id": "b", "type": "regular", "width": 1, "height": 1, "is_animated": False,
        "is_video": False,
    }},
    {"location": {"latitude": 0.5, "longitude": 117.5}},
    {"dice": {"emoji": "🎲", "value": 3}},
    {},
    {"a_kind_of_next_year": {"text": "x"}},
)  # fmt: skip


@dataclass
class Person:
    """Makes the updates of one chat."""

    id: int
    first_name: str = "Siti"
    sent: int = 0

    def _head(self) -> Json:
        self.sent += 1
        chat = {"id": self.id, "type": "private", "first_name": self.first_name}
        return {"message_id": self.sent, "date": 1_790_000_000, "chat": chat, "from": self._me()}

    def _me(self) -> Json:
        return {"id": self.id, "is_bot": False, "first_name": self.first_name}

    def writes(self, text: str) -> Json:
        return {"message": self._head() | {"text": text}}

    def sends(self, thing: Json) -> Json:
        return {"message": self._head() | thing}

    def edits(self, text: str) -> Json:
        return {"edited_message": self._head() | {"edit_date": 1_790_000_001, "text": text}}

    def shares(self, phone: str, user: int | None, *, forwarded: bool = False) -> Json:
        """A contact card; `user`: whose, as Telegram says (None: it does not)."""
        card = {"phone_number": phone, "first_name": self.first_name} | ({"user_id": user} if user else {})
        origin = {"forward_origin": {"type": "user", "date": 1, "sender_user": self._me()}} if forwarded else {}
        return {"message": self._head() | {"contact": card} | origin}

    def presses(self, data: str | None) -> Json:
        query = {"id": "1", "from": self._me(), "chat_instance": "1", "message": self._head()}
        return {"callback_query": query | ({"data": data} if data is not None else {})}
