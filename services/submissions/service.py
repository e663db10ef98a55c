"""The verbs of submissions: submit, tell the status, and what staff do with the file."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

from services.benefits.papers import Paper
from services.db import Work
from services.participants.names import name_words
from services.participants.service import Participants
from services.post import Lane, Letter, Post
from services.privacy import Keys, Look, record_look
from services.region import Region
from services.requests.numbers import Series, initials, number, read_number
from services.requests.reading import one_line, read_words
from services.staff import Act, StaffMember
from services.submissions.messages import (
    CONSENT_VERSION,
    HandoverUnfit,
    MoveNotAllowed,
    NoteMissing,
    PapersToBring,
    SubmissionReceived,
    SubmissionStatus,
    SubmissionUnknown,
    TooManySubmissions,
)
from services.submissions.model import (
    HERE,
    MOVES,
    Details,
    Event,
    Handover,
    Headline,
    Move,
    State,
    Submission,
)
from services.submissions.rules import KINDS, missing_of, paid_by, papers_maybe, papers_of, working_days
from services.submissions.store import SubmissionStore
from services.words import Words

MOST_A_DAY = 10
"""Submissions of one chat in 24 hours; a village helper may bring several families."""
MOST_LISTED = 500
"""Rows of a list."""
MOST_AROUND = 20
"""Submissions shown beside one participant."""


class Submissions:
    """Files of families. Who submits sees it; staff's verbs check the right and leave a row in the audit."""

    def __init__(self, keys: Keys, post: Post, words: Words, region: Region, participants: Participants) -> None:
        self._store = SubmissionStore(keys.cipher)
        self._fingerprint = keys.fingerprint
        self._post = post
        self._words = words
        self._region = region
        self._participants = participants

    async def submit(
        self, work: Work, chat: int, event: Event, details: Details, participant: UUID | None = None
    ) -> Submission:
        """A new submission, with consent given now. The same person, day and event from the same chat is the one there
        is: what was told anew replaces the old while the file is still with us. What other chats submit is neither
        read nor told. Raises TooManySubmissions."""
        key = self._key(chat, event, details, participant)
        known = await self._store.same(work, chat, key)
        if known is not None:
            return await self._told_again(work, known, details)
        if await self._store.started_since(work, chat, work.now - timedelta(days=1)) >= MOST_A_DAY:
            raise TooManySubmissions(MOST_A_DAY, self._region.contacts.call_centre)
        running = await self._store.next_running(work)
        submission = Submission(
            id=uuid4(),
            number=number(Series.SUBMISSION, self._prefix, self._region.today(work.now).year, running),
            chat=chat,
            participant=participant,
            event=event,
            kind=KINDS[event, details.doing],
            state=State.RECEIVED,
            details=details,
            consent_version=CONSENT_VERSION,
            created_at=work.now,
            changed_at=work.now,
        )
        if await self._store.add(work, submission, key):
            return submission
        known = await self._store.same(work, chat, key)
        assert known is not None, "a submission that stood in the way is there"
        return known

    def received(self, work: Work, submission: Submission) -> SubmissionReceived:
        """What the family hears after submitting."""
        return SubmissionReceived(submission.number, self._region.desk(work.now))

    def papers(self, submission: Submission) -> PapersToBring:
        """The list of papers to keep."""
        details = submission.details
        case = submission.event, details.doing, details.relation
        return PapersToBring(submission.kind, papers_of(*case), papers_maybe(*case), submission.number)

    async def of_chat(self, work: Work, chat: int, most: int = 3) -> list[Submission]:
        """The newest submissions of this chat."""
        return await self._store.of_chat(work, chat, most)

    async def moves(self, work: Work, submission: Submission) -> list[Move]:
        """Its history, in order."""
        return await self._store.moves(work, submission)

    async def status(self, work: Work, submission: Submission) -> SubmissionStatus:
        """Where it is, what is missing, what comes next."""
        handover = submission.handover
        moves = await self._store.moves(work, submission)
        notes = [move.note for move in moves if move.after is submission.state and move.note]
        return SubmissionStatus(
            number=submission.number,
            kind=submission.kind,
            state=submission.state,
            created_at=submission.created_at,
            missing=missing_of(submission),
            handed_over_on=handover.day if handover else None,
            office=handover.office if handover else "",
            receipt=handover.receipt if handover else "",
            is_complete=handover.is_complete if handover else False,
            working_days=working_days(submission.kind),
            pay_by=paid_by(submission.kind, handover, self._region.is_official_working_day),
            note=notes[-1] if notes else "",
            desk=self._region.desk(work.now),
            call_centre=self._region.contacts.call_centre,
        )

    async def overview(self, work: Work, by: StaffMember, states: frozenset[State] = HERE) -> list[Headline]:
        """Submissions in these states, the oldest first; nothing personal. Raises NotYourRole."""
        by.must(Act.LIST_SUBMISSIONS)
        await record_look(work, Look(by.actor, "submissions.list"))
        return await self._store.headlines(work, states, MOST_LISTED)

    async def around(self, work: Work, by: StaffMember, participant: UUID, chats: Collection[int]) -> list[Headline]:
        """Submissions about this participant or from these chats, the newest first; nothing personal. Whoever asks has
        opened the participant, which stands in the audit. Raises NotYourRole."""
        by.must(Act.LIST_SUBMISSIONS)
        return await self._store.around(work, participant, chats, MOST_AROUND)

    async def show(self, work: Work, by: StaffMember, typed: str, reason: str) -> tuple[Submission, list[Move]]:
        """Everything about one submission. Raises NotYourRole, SubmissionUnknown."""
        by.must(Act.SHOW_SUBMISSION)
        submission = await self._known(work, by, "submission.show", typed, reason)
        return submission, await self._store.moves(work, submission)

    async def export(self, work: Work, by: StaffMember, reason: str, states: frozenset[State]) -> list[Submission]:
        """Everything about all submissions in these states; each leaves a row in the audit. Raises NotYourRole."""
        by.must(Act.EXPORT_SUBMISSIONS)
        found = await self._store.whole(work, states)
        await record_look(work, Look(by.actor, "submissions.export", None, reason, found=bool(found)))
        for submission in found:
            await record_look(work, Look(by.actor, "submission.export", f"submission:{submission.number}", reason))
        return found

    async def move(self, work: Work, by: StaffMember, typed: str, state: State, note: str = "") -> Submission:
        """The next state, which the family hears with the note. `HANDED_OVER` has a verb of its own.
        Raises NotYourRole, SubmissionUnknown, MoveNotAllowed, NoteMissing, WordsTooLong."""
        by.must(Act.MOVE_SUBMISSION)
        said = read_words(note)
        submission = await self._known(work, by, "submission.move", typed)
        if state is State.HANDED_OVER or not submission.can_become(state):
            raise _not_allowed(submission, state)
        if state is State.CLOSED and not said:
            raise NoteMissing(submission.number)
        return await self._moved(work, by, submission, replace(submission, state=state), said)

    async def mark_seen(self, work: Work, by: StaffMember, typed: str, papers: Iterable[Paper]) -> Submission:
        """Staff have had these papers in their hands (all of them, not only the new ones).
        Raises NotYourRole, SubmissionUnknown."""
        by.must(Act.MOVE_SUBMISSION)
        submission = await self._known(work, by, "submission.papers", typed)
        marked = replace(submission, seen=frozenset(papers), changed_at=work.now)
        await self._store.save(work, marked)
        return marked

    async def hand_over(self, work: Work, by: StaffMember, typed: str, handover: Handover) -> Submission:
        """The file was brought to BPJS; the family hears where and when. From here on the roster knows of the death:
        what a family tells alone ends nobody's record, and before this step a file may still turn out to be a mistake.
        Raises NotYourRole, SubmissionUnknown, MoveNotAllowed, HandoverUnfit."""
        by.must(Act.HAND_OVER_SUBMISSION)
        submission = await self._known(work, by, "submission.hand_over", typed)
        if not submission.can_become(State.HANDED_OVER):
            raise _not_allowed(submission, State.HANDED_OVER)
        tidy = replace(handover, office=one_line(handover.office), receipt=one_line(handover.receipt))
        self._check(work, submission, tidy)
        if submission.event is Event.DEATH and submission.participant is not None:
            died_on, reason = submission.details.day, f"submission:{submission.number}"
            await self._participants.mark_died(work, submission.participant, died_on, by.actor, reason)
        after = replace(submission, state=State.HANDED_OVER, handover=tidy)
        return await self._moved(work, by, submission, after, "")

    async def forget(self, work: Work, chat: int) -> int:
        """Deletes what this chat submitted and what has not gone to BPJS; gives their number. What lies at BPJS stays
        until its end."""
        return await self._store.forget(work, chat)

    async def _told_again(self, work: Work, known: Submission, details: Details) -> Submission:
        """The same press again changes nothing; other words replace the old ones while the file is with us."""
        if known.state not in HERE or known.details == details:
            return known
        kind = KINDS[known.event, details.doing]
        renewed = replace(known, details=details, kind=kind, changed_at=work.now)
        await self._store.save(work, renewed)
        actor = f"chat:{known.chat}"
        await self._store.add_move(work, known, Move(work.now, actor, known.state, known.state))
        return renewed

    async def _moved(self, work: Work, by: StaffMember, before: Submission, after: Submission, note: str) -> Submission:
        after = replace(after, changed_at=work.now)
        await self._store.save(work, after)
        await self._store.add_move(work, before, Move(work.now, by.actor, before.state, after.state, note))
        text = self._words.render(await self.status(work, after))
        params = {"chat_id": after.chat, "text": text, "parse_mode": "HTML"}
        subject = f"submission:{after.id}"
        await self._post.write(work, Letter(after.chat, "sendMessage", params, lane=Lane.STATUS, subject=subject))
        return after

    async def _known(
        self, work: Work, by: StaffMember, action: str, typed: str, reason: str | None = None
    ) -> Submission:
        canonical = read_number(Series.SUBMISSION, self._prefix, typed)
        submission = await self._store.by_number(work, canonical) if canonical else None
        subject = f"submission:{canonical}" if canonical else None
        await record_look(work, Look(by.actor, action, subject, reason, found=submission is not None))
        if submission is None:
            raise SubmissionUnknown(typed)
        return submission

    def _check(self, work: Work, submission: Submission, handover: Handover) -> None:
        created, today = self._region.today(submission.created_at), self._region.today(work.now)
        fits = {
            "day": created <= handover.day <= today,
            "office": 1 <= len(handover.office) <= 120,
            "receipt": 1 <= len(handover.receipt) <= 60,
        }
        for problem, is_fit in fits.items():
            if not is_fit:
                raise HandoverUnfit(problem, created, today)

    def _key(self, chat: int, event: Event, details: Details, participant: UUID | None) -> bytes:
        person = str(participant) if participant else " ".join(sorted(name_words(details.about)))
        parts = (str(chat), event.value, person, details.day.isoformat())
        return self._fingerprint.of("submission", "\0".join(parts))

    @property
    def _prefix(self) -> str:
        return initials(self._region.name)


def _not_allowed(submission: Submission, wanted: State) -> MoveNotAllowed:
    ways = tuple(state for state in State if state in MOVES[submission.state])
    return MoveNotAllowed(submission.number, submission.state, wanted, ways)
