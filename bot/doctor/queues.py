"""Checks of the work: who serves, what waits to be read, what waits to be sent, what waits for staff."""

from collections.abc import Mapping
from datetime import timedelta

from bot.doctor.finding import Finding, warning, well, wrong
from bot.doctor.patient import Patient, there
from bot.settings import Mode
from services.claims.damage import Damage, damage
from services.post.counting import count
from services.post.model import Counts
from services.post.rules import LEADER, REPLICA_LOCK

LATE, LOST = timedelta(minutes=1), timedelta(minutes=10)
"""An update is worked on at once: one that waits longer than the first waits for something, than the second in vain."""
SLOW = timedelta(minutes=5)
"""The same for a letter; letters to many take hours, so that nothing more is said."""
_LIVE = "SELECT mode, count(*)::int FROM replicas WHERE name = ANY (post_live()) GROUP BY mode"
_CLAIMS = """
SELECT (SELECT count(*)::int FROM claim_papers WHERE state = 'coming'
    AND received_at < santun_now() - interval '5 minutes') AS files,
  (SELECT count(*)::int FROM claim_errands WHERE tries > 1) AS documents,
  (SELECT count(*)::int FROM claims WHERE state = 'handed_over' AND pay_by < santun_now()::date) AS late
"""
_LEADS = """
SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 2
  AND classid = $1::bigint::oid AND objid = $2::bigint::oid
  AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))
"""


async def replicas(patient: Patient) -> list[Finding]:
    """Processes that hold their lock, in which mode, and whether one of them polls."""
    async with patient.work() as work:
        live = {row["mode"]: row["count"] for row in await work.raw.fetch(_LIVE)}
        leads = await work.raw.fetchval(_LEADS, REPLICA_LOCK, LEADER)
    return [judge_replicas(live, patient.settings.mode, leads=leads)]


def judge_replicas(live: Mapping[str, int], mode: Mode, *, leads: bool) -> Finding:
    """`live`: processes by mode."""
    others = [other for other in live if other != mode]
    if others:
        return wrong("replicas_of_other_mode", theirs=others[0], ours=mode)
    if not live:
        return warning("replicas_none")
    if mode == "polling" and not leads:
        return wrong("replicas_without_leader", count=live[mode])
    return well("replicas", count=live[mode], mode=mode)


async def post(patient: Patient) -> list[Finding]:
    """Both queues, what is dead in them, and who has blocked the bot."""
    async with patient.work() as work:
        return judge_counts(await count(work))


def judge_counts(counts: Counts) -> list[Finding]:
    """From the figures that the metrics tell as well."""
    found = [_inbox(counts), _outbox(counts)]
    if dead := counts.inbox_dead + counts.letters_dead:
        found.append(warning("dead_letters", count=dead))
    if counts.chats_gone:
        found.append(well("chats_gone", count=counts.chats_gone))
    return found


async def claims(patient: Patient) -> list[Finding]:
    """Papers that wait to be fetched, documents that wait to be made, and claims on which BPJS is late."""
    async with patient.work() as work:
        row = await work.raw.fetchrow(_CLAIMS)
    assert row is not None
    return judge_claims(row["files"], row["documents"], row["late"])


def judge_claims(files: int, documents: int, late: int) -> list[Finding]:
    """`files` and `documents` have waited for longer than SLOW; `late`: the last day of the law is over."""
    found = []
    if files or documents:
        found.append(warning("claims_slow", files=files, documents=documents))
    if late:
        found.append(warning("claims_late", count=late))
    return found or [well("claims")]


async def claims_opened(patient: Patient) -> list[Finding]:
    """Whether everything that is kept of claims still opens."""
    async with patient.work() as work:
        await work.raw.execute("SET LOCAL statement_timeout = '10min'")
        found = await damage(work, there(patient.keys).cipher)
    return [judge_damage(found)]


def judge_damage(found: Damage) -> Finding:
    """What does not open is lost to us unless a backup has it; nothing else stands still for it."""
    if found.claims or found.moves or found.papers:
        return wrong("claims_broken", claims=found.claims, moves=found.moves, papers=found.papers)
    return well("claims_open")


def _inbox(counts: Counts) -> Finding:
    age = timedelta(seconds=round(counts.inbox_oldest_seconds))
    if age > LOST:
        return wrong("inbox_stands", count=counts.inbox_waiting, age=age)
    if age > LATE:
        return warning("inbox_slow", count=counts.inbox_waiting, age=age)
    return well("inbox", count=counts.inbox_waiting)


def _outbox(counts: Counts) -> Finding:
    age, waiting = timedelta(seconds=round(counts.letters_oldest_seconds)), sum(counts.letters_waiting.values())
    if age > SLOW:
        return warning("outbox_slow", count=waiting, age=age)
    return well("outbox", count=waiting)
