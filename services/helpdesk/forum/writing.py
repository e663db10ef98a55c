"""Writes the letters that go to the staff's group."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from services.db import Work
from services.helpdesk.forum.group import GroupBook
from services.helpdesk.forum.model import Doing
from services.post import Lane, Letter, Post
from services.refusals import Refusal
from services.requests import Subject
from services.speech import Speech
from services.words import Words

METHODS = {
    Doing.OPEN: "createForumTopic",
    Doing.REOPEN: "reopenForumTopic",
    Doing.CLOSE: "closeForumTopic",
    Doing.RENAME: "editForumTopic",
    Doing.DELETE: "deleteForumTopic",
}
WORTH_SAYING = timedelta(hours=1)
"""An answer in the group that could not leave for so long, say because the bot was thrown out, interests nobody."""
_REVIVE = "UPDATE chats SET gone = false WHERE chat_id = $1 AND gone"


class Writer:
    """Letters in the unit of work of whoever acts."""

    def __init__(self, post: Post, words: Words, book: GroupBook) -> None:
        self._post, self._words, self._book = post, words, book

    def topic_name(self, number: str, subject: Subject) -> str:
        """Number and subject: nothing that tells who it is."""
        return f"{number} · {self._words.label('request_subject', subject.value)}"

    async def act(self, work: Work, chat: int, method: str, params: Mapping[str, Any]) -> UUID:
        """An act of the relay. Should it have to be done a second time because nobody knows what came of the first,
        it says so."""
        again = {"again": "\n" + self._words.label("desk_forum", "again")} if method.startswith("send") else {}
        letter = Letter(chat, method, {"chat_id": chat, **params, **again}, lane=Lane.STAFF)
        return await self._post.write(work, letter)

    async def say(self, work: Work, speech: Speech | Refusal | str, thread: int | None, **how: Any) -> UUID | None:
        """Something for the group that is no line of a conversation; HTML, if it is a text. `lane`, `subject`,
        `dedupe`: as of a letter; the rest are parameters of the message."""
        chat = await self._book.chat(work)
        if chat is None:
            return None
        await self._book.spend(work, 1)
        kept = {name: how.pop(name) for name in ("lane", "subject", "dedupe") if name in how}
        html = speech if isinstance(speech, str) else self._words.render(speech)
        params = {"chat_id": chat, "text": html, "parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}
        params |= {"message_thread_id": thread} if thread is not None else {}
        letter = Letter(chat, "sendMessage", params | how, lane=Lane.STAFF, expires=work.now + WORTH_SAYING)
        return await self._post.write(work, replace(letter, **kept))

    async def edit(self, work: Work, message: int, speech: Speech) -> None:
        """Other words, and no buttons, in place of a message of ours."""
        chat = await self._book.chat(work)
        if chat is not None:
            await self._book.spend(work, 1)
            params = {"chat_id": chat, "message_id": message, "text": self._words.render(speech), "parse_mode": "HTML"}
            await self._post.write(work, Letter(chat, "editMessageText", params, lane=Lane.STAFF))

    async def react(self, work: Work, message: int, sign: str) -> None:
        """A small sign at somebody's message, which costs nothing of what may be written: `passed_on` or `noted`."""
        chat = await self._book.chat(work)
        if chat is not None:
            emoji = [{"type": "emoji", "emoji": self._words.label("desk_forum_sign", sign)}]
            params = {"chat_id": chat, "message_id": message, "reaction": emoji}
            expires = work.now + WORTH_SAYING
            await self._post.write(work, Letter(chat, "setMessageReaction", params, lane=Lane.STAFF, expires=expires))

    async def delete_topic(self, work: Work, chat: int, thread: int) -> None:
        """Takes a topic away that nobody needs."""
        params = {"chat_id": chat, "message_thread_id": thread}
        await self._post.write(work, Letter(chat, "deleteForumTopic", params, dedupe=f"orphan:{thread}"))

    async def revive(self, work: Work, chat: int) -> None:
        """Has letters to a chat tried again that did not want us."""
        await work.raw.execute(_REVIVE, chat)
