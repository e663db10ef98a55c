"""Reminders of papers, and the word that BPJS is late: beside the updates, a few claims at a time, never at night."""

import asyncio
import logging

from handlers.chat.accident_buttons import AccidentReported, CompleteAccident, DiscardAccident
from handlers.chat.buttons import AskForHelp, OpenMenu, ShowStatus
from handlers.chat.claim_buttons import PickPaper, StopReminders, WantReminders
from handlers.chat.keyboards import Keyboards
from handlers.chat.visit import Visit
from handlers.rooms import Rooms
from services.benefits.clocks import DEADLINES
from services.claims.accidents.rules import Step
from services.claims.accidents.service import RecordReminder
from services.claims.messages import (
    ClaimLate,
    ClaimLateForStaff,
    PapersReminder,
    RemindersBack,
    RemindersStopped,
)
from services.claims.reminding import Late, Reminder
from services.claims.rules import CLOCKS, lapses_on
from services.db import Database, Work
from services.db.weather import note
from services.post import Lane, Letter
from services.requests import Subject
from services.speech import Speech
from services.staff import Act
from services.staff.reach import reachable

AT_ONCE = 16
"""Claims in one transaction: more would hold up those who wait for an answer."""
BREATH_SECONDS = 0.01
LOOK_SECONDS = 20.0
_log = logging.getLogger(__name__)


async def stop(visit: Visit, tap: StopReminders) -> None:
    """One button stops them."""
    claim = await visit.rooms.claims.mine(visit.work, visit.chat, tap.claim)
    await visit.rooms.claims.reminders.want(visit.work, claim, wanted=False)
    until = lapses_on(claim.kind, claim.details)
    ahead = until if until and until >= visit.scene.today else None
    await visit.say(RemindersStopped(claim.number, ahead), WantReminders(claim.id), ShowStatus(), OpenMenu())


async def want(visit: Visit, tap: WantReminders) -> None:
    """And one starts them again."""
    claim = await visit.rooms.claims.mine(visit.work, visit.chat, tap.claim)
    await visit.rooms.claims.reminders.want(visit.work, claim, wanted=True)
    await visit.say(RemindersBack(claim.number), PickPaper(claim.id), ShowStatus(), OpenMenu())


class Reminding:
    """Any number of processes may do it at once; each claim is one's alone while it is in hand."""

    def __init__(self, database: Database, rooms: Rooms, keyboards: Keyboards) -> None:
        self._database, self._rooms, self._keyboards = database, rooms, keyboards

    async def run(self) -> None:
        """Until it is cancelled."""
        while True:
            pause = LOOK_SECONDS
            try:
                pause = BREATH_SECONDS if await self.once() else LOOK_SECONDS
            except Exception as error:  # noqa: BLE001 - it goes on whatever happened
                note(_log, "reminding", error)
            await asyncio.sleep(pause)

    async def once(self) -> bool:
        """A handful of claims in one transaction; tells whether there may be more."""
        async with self._database.work() as work:
            reminders = await self._rooms.claims.reminders.due(work, AT_ONCE)
            for reminder in reminders:
                await self._remind(work, reminder)
            records = await self._rooms.claims.accidents.due(work, AT_ONCE)
            for record in records:
                await self._remind_of_record(work, record)
            late = await self._rooms.claims.reminders.late(work, AT_ONCE)
            for one in late:
                await self._tell_late(work, one)
        return bool(reminders or records or late)

    async def _remind(self, work: Work, reminder: Reminder) -> None:
        claim = reminder.claim
        speech = PapersReminder(claim.number, claim.kind, claim.handover is not None, reminder.missing, reminder.until)
        buttons = (PickPaper(claim.id), AskForHelp(Subject.TALK), StopReminders(claim.id))
        params = self._params(claim.chat, speech) | {"reply_markup": self._keyboards.under(buttons, 1)}
        subject = f"remind:{claim.id}"
        letter = Letter(claim.chat, "sendMessage", params, lane=Lane.STATUS, subject=subject, expires=reminder.expires)
        await self._rooms.post.write(work, letter)

    async def _remind_of_record(self, work: Work, reminder: RecordReminder) -> None:
        """The clock of two days, or the one question what is to become of the record."""
        record = reminder.record
        is_clock = reminder.speech.step is not Step.QUESTION
        complete, last = CompleteAccident(record.id), DiscardAccident(record.id)
        buttons = (AccidentReported(record.id), complete) if is_clock else (complete, last)
        params = self._params(record.chat, reminder.speech)
        params["reply_markup"] = self._keyboards.under((*buttons, AskForHelp(Subject.TALK)), 1)
        subject = f"remind:{record.id}"
        letter = Letter(record.chat, "sendMessage", params, lane=Lane.STATUS, subject=subject, expires=reminder.expires)
        await self._rooms.post.write(work, letter)

    async def _tell_late(self, work: Work, late: Late) -> None:
        claim = late.claim
        assert claim.handover is not None
        assert claim.pay_by is not None
        if not late.to_family:
            speech = ClaimLateForStaff(claim.number, claim.handover.office, claim.pay_by)
            for chat in await self._staff(work):
                letter = Letter(chat, "sendMessage", self._params(chat, speech), lane=Lane.STAFF)
                await self._rooms.post.write(work, letter)
            return
        deadline = DEADLINES[CLOCKS[claim.kind]]
        said = ClaimLate(
            claim.number,
            claim.handover.office,
            claim.handover.receipt,
            claim.pay_by,
            deadline.working_days,
            deadline.late_percent_a_day,
            self._rooms.region.contacts.call_centre,
        )
        for chat in await self._rooms.claims.teller.followers(work, claim):
            params = self._params(chat, said)
            params["reply_markup"] = self._keyboards.under((AskForHelp(Subject.TALK), ShowStatus()), 1)
            await self._rooms.post.write(work, Letter(chat, "sendMessage", params, lane=Lane.STATUS))

    async def _staff(self, work: Work) -> list[int]:
        found: list[int] = []
        for queue in self._rooms.region.queues:
            found += await reachable(work, Act.HAND_OVER_CLAIM, queue)
        return list(dict.fromkeys(found))

    def _params(self, chat: int, speech: Speech) -> dict[str, object]:
        return {"chat_id": chat, "text": self._rooms.words.render(speech), "parse_mode": "HTML"}
