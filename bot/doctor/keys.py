"""Checks of what the key proves: that it is this database's, and that nobody has cut the chain of looks."""

from datetime import timedelta

from bot.audit_heads import AuditHeads
from bot.doctor.finding import Finding, warning, well, wrong
from bot.doctor.patient import Patient, there
from services.privacy.audit import first_broken_link

UNCHAINED = timedelta(minutes=5)
"""A job chains new looks every five seconds, as long as a process runs."""
_LINKS = """
SELECT coalesce(max(link), 0) AS last,
  count(*) FILTER (WHERE link IS NULL AND at < santun_now() - $1::interval) AS loose
FROM looks
"""


async def key(patient: Patient) -> list[Finding]:
    """The check value in the database. A key that is another's opens nothing and proves nothing."""
    async with patient.work() as work:
        check = await work.raw.fetchval("SELECT key_check FROM house")
    mine, file = patient.keys, str(patient.settings.keys_at)
    if check is None:
        return [well("key_unused")]
    if mine is None:
        return [wrong("key_needed", file=file)]
    if check != mine.check:
        patient.keys = None
        return [wrong("key_other", file=file)]
    return [well("key", file=file)]


async def audit(patient: Patient) -> list[Finding]:
    """Walks the chain from its first link and compares it with the heads kept outside the database."""
    heads = AuditHeads(patient.settings.data_dir / "audit", there(patient.keys).audit)
    try:
        known = heads.known()  # before the rows: a head is written after its link, never before
    except (OSError, ValueError):
        return [wrong("audit_heads_unreadable", folder=str(heads.folder))]
    async with patient.work() as work:
        await work.raw.execute("SET LOCAL statement_timeout = '10min'")
        row = there(await work.raw.fetchrow(_LINKS, UNCHAINED))
        last, loose = row["last"], row["loose"]
        broken = await first_broken_link(work, heads.key, known, lambda done: patient.told(done, last))
    if broken is not None:
        return [wrong("audit_broken", link=broken)]
    return _judge(last, loose, len(known), str(heads.folder))


def _judge(last: int, loose: int, heads: int, folder: str) -> list[Finding]:
    found: list[Finding] = []
    if last and not heads:
        found.append(warning("audit_without_heads", folder=folder))
    if loose:
        found.append(warning("audit_loose", count=loose))
    return found or [well("audit", count=last, heads=heads)]
