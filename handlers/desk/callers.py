"""Somebody on the telephone or at the counter, entered into the same queue as everybody else."""

from aiohttp import web

from handlers.desk.desk import Desk
from handlers.desk.queue import offices, thread_path
from services.helpdesk import Channel
from services.helpdesk.cases import Caller
from services.helpdesk.messages import QueueUnknown
from services.refusals import Refusal
from services.requests import Subject
from services.requests.messages import NameUnfit, PhoneUnfit, WordsTooLong

CHANNELS = (Channel.PHONE, Channel.VISIT)
SUBJECTS = (Subject.TALK, Subject.FIND, Subject.NO_NIK, Subject.HEIRS, Subject.DATA, Subject.STRANGE_LOOK,
            Subject.OTHER)  # fmt: skip
"""What people come for; the others only happen in the chat."""
_FIELDS = ("saluran", "antrean", "perihal", "nama", "telepon", "cerita")


async def ask(desk: Desk) -> web.Response:
    """The form."""
    return _form(desk, dict.fromkeys(_FIELDS, ""))


async def enter(desk: Desk) -> web.Response:
    """Into the queue, and on to the conversation."""
    form = await desk.form()
    sent = {name: form.get(name, "") for name in _FIELDS}
    try:
        caller = Caller(
            channel=Channel.VISIT if sent["saluran"] == Channel.VISIT else Channel.PHONE,
            queue=sent["antrean"],
            subject=Subject(sent["perihal"]) if sent["perihal"] in list(Subject) else Subject.OTHER,
            name=sent["nama"],
            phone=sent["telepon"],
            words=sent["cerita"],
        )
        found = await desk.rooms.helpdesk.cases.enter(desk.work, desk.member, caller)
    except (NameUnfit, PhoneUnfit, WordsTooLong, QueueUnknown) as no:
        return _form(desk, sent, no)
    return desk.redirect(thread_path(found.id))


def _form(desk: Desk, sent: dict[str, str], no: Refusal | None = None) -> web.Response:
    labels = desk.rooms.words.labels("request_subject")
    return desk.render(
        "caller.html",
        422 if no else 200,
        sent=sent,
        channels=[channel.value for channel in CHANNELS],
        subjects=[(subject.value, labels[subject.value]) for subject in SUBJECTS],
        offices=offices(desk),
        own=desk.member.queue or "",
        no=desk.said(no) if no else None,
    )
