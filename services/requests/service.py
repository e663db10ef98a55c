"""The verbs of requests for help: open, list, show, answer, close."""

from dataclasses import replace
from uuid import uuid4

from services.db import Work
from services.post import Lane, Letter, Post
from services.privacy import Keys, Look, record_look
from services.region import Region
from services.requests.messages import (
    AnswerEmpty,
    MyRequest,
    NothingWaits,
    RequestAnswered,
    RequestClosed,
    RequestMovedOn,
    RequestTaken,
    RequestUnknown,
    TooManyRequests,
    WordsTooLong,
)
from services.requests.model import WAITING, Answer, Details, Headline, Request, State, Subject
from services.requests.numbers import Series, initials, number, read_number
from services.requests.reading import MOST_WORDS, read_words
from services.requests.store import RequestStore
from services.speech import Speech
from services.staff import Act, StaffMember
from services.words import Words

MOST_WAITING = 5
"""Requests of one chat that wait for us at the same time."""
MOST_KEPT = 4 * MOST_WORDS
"""Characters of a request with all that was added."""
MOST_LISTED = 500
"""Rows of a list."""


class Requests:
    """What people ask a person for. Staff's verbs check the right of the one who asks and leave a row in the audit."""

    def __init__(self, keys: Keys, post: Post, words: Words, region: Region) -> None:
        self._store = RequestStore(keys.cipher)
        self._fingerprint = keys.fingerprint
        self._post = post
        self._words = words
        self._region = region

    async def open(self, work: Work, chat: int, subject: Subject, details: Details) -> Request:
        """A new request; the same one again (chat, subject, content) is the one there is, and one that was answered
        already is opened anew. Raises TooManyRequests."""
        key = self._key(chat, subject, details)
        known = await self._store.same(work, chat, key)
        if known is not None:
            return await self._asked_again(work, known)
        await self.ensure_room(work, chat)
        running = await self._store.next_running(work)
        year = self._region.today(work.now).year
        name = number(Series.REQUEST, self._prefix, year, running)
        request = Request(uuid4(), name, chat, subject, State.OPEN, details, created_at=work.now)
        if await self._store.add(work, request, key):
            return request
        known = await self._store.same(work, chat, key)
        assert known is not None, "a request that stood in the way is there"
        return known

    async def ensure_room(self, work: Work, chat: int) -> None:
        """Raises TooManyRequests when enough requests of this chat wait for us."""
        waiting = await self._store.waiting(work, chat)
        if waiting >= MOST_WAITING:
            raise TooManyRequests(waiting, self._region.contacts.call_centre)

    def taken(self, work: Work, request: Request) -> RequestTaken:
        """What the person hears after asking: the number, and when somebody will call."""
        return RequestTaken(request.number, self._region.desk(work.now), self._region.contacts.call_centre)

    def mine(self, work: Work, headline: Headline) -> MyRequest:
        """One request as its owner sees it in /status."""
        desk = self._region.desk(work.now)
        return MyRequest(headline.number, headline.subject, headline.state, headline.created_at, desk)

    async def of_chat(self, work: Work, chat: int, most: int = 5) -> list[Headline]:
        """The newest requests of this chat."""
        return await self._store.of_chat(work, chat, most)

    async def waiting(self, work: Work, chat: int) -> Headline | None:
        """The newest request of this chat that waits for us."""
        newest = await self._store.of_chat(work, chat, MOST_WAITING)
        return next((headline for headline in newest if headline.state in WAITING), None)

    async def add_words(self, work: Work, chat: int, number: str, words: str) -> Request:
        """Adds to what the person told. One that was answered meanwhile waits again; one that was closed, or is
        another chat's, is not touched.

        Raises NothingWaits, WordsTooLong.
        """
        request = await self._store.by_number(work, number)
        if request is None or request.chat != chat or request.state is State.CLOSED:
            raise NothingWaits()
        before, new = request.details.words, read_words(words)
        if len(before) + len(new) > MOST_KEPT:
            raise WordsTooLong(len(new), max(0, MOST_KEPT - len(before)))
        if new not in before:
            told = replace(request.details, words=f"{before}\n\n{new}".strip())
            await self._store.rewrite(work, replace(request, details=told))
        return await self._asked_again(work, request)

    async def overview(self, work: Work, by: StaffMember, states: frozenset[State] = WAITING) -> list[Headline]:
        """Requests in these states, the oldest first; nothing personal. Raises NotYourRole."""
        by.must(Act.LIST_REQUESTS)
        await record_look(work, Look(by.actor, "requests.list"))
        return await self._store.headlines(work, states, MOST_LISTED)

    async def show(self, work: Work, by: StaffMember, typed: str, reason: str) -> tuple[Request, list[Answer]]:
        """Everything about one request. Raises NotYourRole, RequestUnknown."""
        by.must(Act.SHOW_REQUEST)
        request = await self._known(work, by, "request.show", typed, reason)
        return request, await self._store.answers(work, request)

    async def answer(self, work: Work, by: StaffMember, typed: str, words: str) -> Request:
        """Writes to the person who asked.

        Raises NotYourRole, RequestUnknown, AnswerEmpty, WordsTooLong, RequestMovedOn.
        """
        by.must(Act.ANSWER_REQUEST)
        text = read_words(words)
        if not text:
            raise AnswerEmpty()
        request = await self._known(work, by, "request.answer", typed)
        _can_become(request, State.ANSWERED)
        answered = replace(request, state=State.ANSWERED, answered_at=work.now, answered_by=by.name)
        await self._store.save(work, answered)
        await self._store.add_answer(work, request, Answer(work.now, by.name, text))
        await self._tell(work, request, RequestAnswered(request.number, text))
        return answered

    async def close(self, work: Work, by: StaffMember, typed: str, *, silently: bool = False) -> Request:
        """Nothing more is to do; the person is told unless `silently`.

        Raises NotYourRole, RequestUnknown, RequestMovedOn.
        """
        by.must(Act.CLOSE_REQUEST)
        request = await self._known(work, by, "request.close", typed)
        _can_become(request, State.CLOSED)
        closed = replace(request, state=State.CLOSED, closed_at=work.now, closed_by=by.name)
        await self._store.save(work, closed)
        if not silently:
            await self._tell(work, request, RequestClosed(request.number))
        return closed

    async def forget(self, work: Work, chat: int) -> int:
        """Deletes all requests of this chat with their answers; gives their number."""
        return await self._store.forget(work, chat)

    async def _asked_again(self, work: Work, request: Request) -> Request:
        if not request.can_become(State.REOPENED):
            return request
        reopened = replace(request, state=State.REOPENED)
        await self._store.save(work, reopened)
        return reopened

    async def _known(self, work: Work, by: StaffMember, action: str, typed: str, reason: str | None = None) -> Request:
        canonical = read_number(Series.REQUEST, self._prefix, typed)
        request = await self._store.by_number(work, canonical) if canonical else None
        subject = f"request:{canonical}" if canonical else None
        await record_look(work, Look(by.actor, action, subject, reason, found=request is not None))
        if request is None:
            raise RequestUnknown(typed)
        return request

    async def _tell(self, work: Work, request: Request, speech: Speech) -> None:
        params = {"chat_id": request.chat, "text": self._words.render(speech), "parse_mode": "HTML"}
        await self._post.write(work, Letter(request.chat, "sendMessage", params, lane=Lane.STAFF))

    def _key(self, chat: int, subject: Subject, details: Details) -> bytes:
        content = "\0".join(f"{name}={value}" for name, value in sorted(vars(details).items()))
        return self._fingerprint.of("request", f"{chat}\0{subject.value}\0{content.casefold()}")

    @property
    def _prefix(self) -> str:
        return initials(self._region.name)


def _can_become(request: Request, state: State) -> None:
    if not request.can_become(state):
        raise RequestMovedOn(request.number, request.state)
