"""How many people each member opened today, and ten more for those who ran out."""

from aiohttp import web

from handlers.desk import reasons
from handlers.desk.desk import Desk
from services.oversight.rules import MORE_PEOPLE, PEOPLE_A_DAY, may_be_granted

LIST = "/desk/izin"


async def show(desk: Desk) -> web.Response:
    """Everybody who looks people up, the emptiest first."""
    everybody = await desk.rooms.oversight.people.allowances(desk.work, desk.member)
    return desk.render(
        "grants.html",
        everybody=[(each, may_be_granted(each)) for each in everybody],
        day=PEOPLE_A_DAY,
        more=MORE_PEOPLE,
        reasons=reasons.choices(desk.rooms.words),
    )


async def grant(desk: Desk) -> web.Response:
    """More for today."""
    reason = reasons.chosen(await desk.form())
    after = await desk.rooms.oversight.people.grant(desk.work, desk.member, desk.part("name"), reason)
    said = desk.rooms.words.label("desk_grants", "granted", name=after.name, left=after.left)
    return desk.redirect(LIST, said=said)
