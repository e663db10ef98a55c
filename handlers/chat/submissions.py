"""Starting a submission, and telling where it is."""

from handlers.chat import welcome
from handlers.chat.buttons import AskForHelp, OpenMenu, ShowStatus
from handlers.chat.visit import Visit
from services.requests import Subject
from services.requests.messages import NothingUnderWay
from services.speech import Speech


async def status(visit: Visit, _: str = "") -> None:
    """/status: this chat's submissions, then its requests; the newest last, so that it stands nearest to the thumb."""
    rooms, work = visit.rooms, visit.work
    submissions = await rooms.submissions.of_chat(work, visit.chat)
    requests = await rooms.requests.of_chat(work, visit.chat, most=3)
    said: list[Speech] = [rooms.requests.mine(work, headline) for headline in reversed(requests)]
    said += [await rooms.submissions.status(work, submission) for submission in reversed(submissions)]
    if not said:
        await visit.say(NothingUnderWay(), *await welcome.choices(visit))
        return
    for speech in said[:-1]:
        await visit.say(speech)
    await visit.say(said[-1], AskForHelp(Subject.TALK), OpenMenu())


async def show_status(visit: Visit, _: ShowStatus) -> None:
    await status(visit)
