"""The verbs of visitors: consent, the level *self*, the last look-up, and the allowance."""

import logging
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, timedelta, tzinfo
from typing import Any
from uuid import UUID

from services.db import Work
from services.db.beside import Beside
from services.privacy import Keys, Look, record_look
from services.privacy.audit import has_done
from services.visitors import rules, store
from services.visitors.known import Acquaintance
from services.visitors.messages import CannotBeConfirmed, ChatUnknown, ContactProvesNothing, NobodyToConfirm
from services.visitors.model import (
    Alarm,
    AlarmKind,
    Allowed,
    Around,
    Consent,
    Contact,
    How,
    Locked,
    LookedUp,
    Own,
    Use,
    Visitor,
)

log = logging.getLogger(__name__)

_REPORT = "report look-up"

_AGREED = """
WITH met AS (INSERT INTO visitors (chat_id, first_seen) VALUES ($1, $3) ON CONFLICT DO NOTHING)
INSERT INTO consents (chat_id, version, given) VALUES ($1, $2, $3)
ON CONFLICT (chat_id) WHERE withdrawn IS NULL DO UPDATE SET chat_id = excluded.chat_id RETURNING given
"""
_WITHDRAWN = """
UPDATE consents SET withdrawn = $2 WHERE chat_id = $1 AND withdrawn IS NULL RETURNING 1
"""
_LOOKED_UP = """
INSERT INTO visitors (chat_id, first_seen, looked_up, looked_up_until) VALUES ($1, $2, $3, $4)
ON CONFLICT (chat_id) DO UPDATE SET looked_up = excluded.looked_up, looked_up_until = excluded.looked_up_until
"""
_LEFT = """
UPDATE visitors SET participant = NULL, self_until = NULL, self_how = NULL, looked_up = NULL, looked_up_until = NULL
WHERE chat_id = $1 RETURNING 1
"""


class Visitors:
    """What a chat agreed to, whom it belongs to, and whom it may still ask about. `zone` is the region's."""

    def __init__(self, keys: Keys, zone: tzinfo) -> None:
        self._cipher = keys.cipher
        self._zone = zone
        self._known = Acquaintance()

    def reads(self, beside: Beside) -> None:
        """What another room wants to know of each chat is read along with what is known of it here."""
        self._known.reads(beside)

    async def open(self, work: Work, chats: Sequence[int]) -> None:
        """Reads what is known of several chats at once, for a door that is about to serve them all."""
        await self._known.open(work, chats)

    async def meet(self, work: Work, chat: int) -> Visitor:
        """The visitor of this chat, new or known."""
        await store.lock_visitor(work, chat)
        return Visitor(chat, await work.raw.fetchval("SELECT first_seen FROM visitors WHERE chat_id = $1", chat))

    # --- consent ---

    async def consent(self, work: Work, chat: int) -> Consent | None:
        """The consent that stands, to the text in use; None asks for it."""
        consent = (await self._known.of(work, chat)).consent
        return consent if consent and consent.version == rules.CONSENT_VERSION else None

    async def agree(self, work: Work, chat: int, version: int = rules.CONSENT_VERSION) -> Consent:
        """Records the yes to that text, now; saying yes twice keeps the first moment."""
        standing = (await self._known.of(work, chat)).consent
        self._known.changed(work, chat)
        if standing is not None and standing.version != version:
            await work.raw.execute(_WITHDRAWN, chat, work.now)
        return Consent(version, await work.raw.fetchval(_AGREED, chat, version, work.now))

    async def withdraw(self, work: Work, chat: int) -> bool:
        """Takes the yes back and ends everything that rested on it; False when there was none."""
        stood = await work.raw.fetchval(_WITHDRAWN, chat, work.now)
        await self.leave(work, chat)
        return stood is not None

    # --- the level self ---

    async def own(self, work: Work, chat: int) -> Own | None:
        """Which participant this chat is today, if any."""
        known = await self._known.of(work, chat)
        if known.participant is None or known.self_until is None or known.self_until <= work.now:
            return None
        return Own(known.participant, known.self_until, How(known.self_how))

    async def tied(self, work: Work, chat: int) -> UUID | None:
        """The participant this chat showed to be, even where the 90 days are over."""
        return (await self._known.of(work, chat)).participant

    async def chats_of(self, work: Work, participant: UUID) -> list[int]:
        """The chats that are, or once showed to be, this participant."""
        rows = await work.raw.fetch("SELECT chat_id FROM visitors WHERE participant = $1 ORDER BY chat_id", participant)
        return [row["chat_id"] for row in rows]

    async def verify_self(
        self, work: Work, chat: int, contact: Contact, participant: UUID, standing: UUID | None
    ) -> Own:
        """Makes the chat this participant for 90 days.

        `standing`: the one living participant on whose roster row the contact's number stands (None: nobody, or
        several). Raises `ContactProvesNothing` for a contact that Telegram does not vouch for, and
        `CannotBeConfirmed` unless the number stands on this participant.
        """
        fault = rules.contact_fault(contact)
        if fault is not None:
            raise ContactProvesNothing(fault)
        if standing != participant or await self.is_silenced(work, participant):
            raise CannotBeConfirmed
        await record_look(work, Look(f"chat:{chat}", "confirm self", str(participant), "contact"))
        return await self._become(work, chat, participant, How.CONTACT)

    async def confirm_by_staff(self, work: Work, chat: int, participant: UUID | None, actor: str, reason: str) -> Own:
        """The same, because staff saw the person and their papers. `participant`: the living one of that card, if any.

        Raises `NobodyToConfirm`, and `ChatUnknown` where nobody has asked about themselves: a slip in its number must
        not show one person's data to another.
        """
        if participant is None or await self.is_silenced(work, participant):
            raise NobodyToConfirm
        known = await self.consent(work, chat) is not None
        await record_look(work, Look(actor, "confirm self", str(participant), reason, known))
        if not known:
            raise ChatUnknown(chat)
        return await self._become(work, chat, participant, How.STAFF)

    async def leave(self, work: Work, chat: int) -> bool:
        """`/keluar`: ends the level *self* and forgets the last look-up; False for a chat we do not know."""
        self._known.changed(work, chat)
        return await work.raw.fetchval(_LEFT, chat) is not None

    async def around(self, work: Work, chat: int, participant: UUID | None) -> Around:
        """The chat's own standing and the other chats of the person; one statement, also where nobody was found."""
        rows = await store.around(work, chat, participant)
        mine = [row for row in rows if row["chat_id"] == chat]
        return Around(
            is_tied=participant is not None and any(row["participant"] == participant for row in mine),
            is_own=any(row["is_own"] for row in mine),
            others=tuple(row["chat_id"] for row in rows if row["chat_id"] != chat),
        )

    async def take_over(self, work: Work, chat: int, participant: UUID) -> None:
        """The phone of a dead participant: the chat belongs to whoever reports, and nothing goes to the dead."""
        await record_look(work, Look(f"chat:{chat}", "report own participant dead", str(participant)))
        await work.raw.execute(
            "INSERT INTO silenced (participant, since) VALUES ($1, $2) ON CONFLICT DO NOTHING", participant, work.now
        )
        await work.raw.execute(
            "UPDATE visitors SET participant = NULL, self_until = NULL, self_how = NULL WHERE participant = $1",
            participant,
        )
        self._known.changed(work)

    async def is_silenced(self, work: Work, participant: UUID) -> bool:
        """Whether nothing may be addressed to this participant any more."""
        return await work.raw.fetchval("SELECT 1 FROM silenced WHERE participant = $1", participant) is not None

    # --- the last look-up ---

    async def remember(self, work: Work, chat: int, looked_up: LookedUp) -> None:
        """Keeps the context of the last look-up, sealed, for three days."""
        sealed = self._cipher.seal_json("visitors", "looked_up", chat, asdict(looked_up))
        await work.raw.execute(_LOOKED_UP, chat, work.now, sealed, work.now + timedelta(days=rules.LOOKED_UP_DAYS))
        self._known.changed(work, chat)

    async def last_looked_up(self, work: Work, chat: int) -> LookedUp | None:
        """What this chat looked up last, or None when that is too long ago."""
        known = await self._known.of(work, chat)
        if known.looked_up is None or known.looked_up_until is None or known.looked_up_until <= work.now:
            return None
        return _looked_up(self._cipher.open_json("visitors", "looked_up", chat, known.looked_up))

    async def forget(self, work: Work, chat: int) -> None:
        """Deletes the visitor; consents and the allowance stay for as long as the rules of erasure say."""
        await work.raw.execute("DELETE FROM visitors WHERE chat_id = $1", chat)
        self._known.changed(work, chat)

    async def forget_old_look_ups(self, work: Work) -> int:
        """The daily job: drops the contexts of look-ups whose days are over; gives their number."""
        query = "UPDATE visitors SET looked_up = NULL, looked_up_until = NULL WHERE looked_up_until < $1"
        return int((await work.raw.execute(query, work.now)).rsplit(" ", 1)[-1])

    # --- the allowance ---

    async def may_spend(self, work: Work, chat: int, person: bytes | None = None) -> Allowed | Locked:
        """Whether `spend` would allow it; changes nothing. Without `person`: whether anybody new may be asked about."""
        uses = await self._uses(work, chat, (await self._known.of(work, chat)).forgiven)
        return rules.verdict(uses, person or b"", work.now, self._zone)

    async def spend(self, work: Work, chat: int, person: bytes) -> Allowed | Locked:
        """Counts a look-up of `person` (fingerprint of a possible NIK, known to us or not).

        Every place that takes a NIK calls this before it looks. What was found already, or tried with another
        spelling in the last ten minutes, is not counted again.
        """
        uses = await store.meet(work, chat, rules.span_start(work.now, self._zone))
        verdict = rules.verdict(uses, person, work.now, self._zone)
        if isinstance(verdict, Locked):
            await record_look(work, Look(f"chat:{chat}", "look up", None, "locked", found=False))
            return verdict
        if (same := rules.same_use(uses, person, work.now)) is not None:
            await store.tried_again(work, chat, same)
        else:
            await store.add_use(work, chat, person)
        return verdict

    async def touched(self, work: Work, chat: int, person: bytes, village: str, *, found: bool) -> None:
        """The look-up met somebody of this village: found, or known under another name. May raise an alarm.

        Without a village (the number is unknown) the same statements run, so that nobody can tell by the time.
        """
        today = rules.span_start(work.now, self._zone, days=1)
        chats = await store.mark_touched(work, chat, person, village, found=found, since=today)
        if not village or chats <= rules.FRESH_CHATS_A_VILLAGE:
            return
        if await store.raise_alarm(work, AlarmKind.VILLAGE, today, village, chats):
            log.warning("look-up alarm: %d fresh chats today on village %s", chats, village)

    async def report(self, work: Work, chat: int, participant: UUID) -> None:
        """A participant says that the look-up of today was neither theirs nor their family's: one alarm a day."""
        today = rules.span_start(work.now, self._zone, days=1)
        is_told = await has_done(work, f"chat:{chat}", _REPORT, today)
        await record_look(work, Look(f"chat:{chat}", _REPORT, str(participant)))
        if is_told:
            return
        await store.raise_alarm(work, AlarmKind.REPORTED, today, "", 1)
        log.warning("look-up alarm: a participant reported a look-up")

    async def alarms(self, work: Work, days: int = rules.SPAN_DAYS) -> Sequence[Alarm]:
        """The alarms of the last days, newest first."""
        return await store.alarms_since(work, work.now - timedelta(days=days))

    async def unlock(self, work: Work, chat: int, actor: str, reason: str) -> None:
        """Staff lifts the lock of a chat: earlier look-ups no longer count. Raises `ChatUnknown`."""
        query = "UPDATE visitors SET forgiven = $2 WHERE chat_id = $1 RETURNING 1"
        is_known = await work.raw.fetchval(query, chat, work.now) is not None
        self._known.changed(work, chat)
        await record_look(work, Look(actor, "unlock look-up", f"chat:{chat}", reason, is_known))
        if not is_known:
            raise ChatUnknown(chat)

    async def _uses(self, work: Work, chat: int, forgiven: Any) -> list[Use]:
        since = rules.span_start(work.now, self._zone)
        return await store.uses_since(work, chat, max(since, forgiven) if forgiven else since)

    async def _become(self, work: Work, chat: int, participant: UUID, how: How) -> Own:
        await store.lock_visitor(work, chat)
        until = work.now + timedelta(days=rules.SELF_DAYS)
        await work.raw.execute(
            "UPDATE visitors SET participant = $2, self_until = $3, self_how = $4 WHERE chat_id = $1",
            chat,
            participant,
            until,
            how.value,
        )
        self._known.changed(work, chat)
        return Own(participant, until, how)


def _looked_up(kept: dict[str, Any]) -> LookedUp:
    day, participant = kept["day"], kept["participant"]
    return LookedUp(
        **kept
        | {
            "day": date.fromisoformat(day) if day else None,
            "participant": UUID(participant) if participant else None,
        }
    )
