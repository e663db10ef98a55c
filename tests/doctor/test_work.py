"""Who serves, what waits, who may let others in, and whether the chain of looks is whole."""

from pathlib import Path

import pytest

from bot.audit_heads import AuditHeads
from bot.doctor import Level
from bot.doctor.queues import judge_claims, judge_replicas
from bot.replicas import Replica
from services.claims.damage import Damage, damage
from services.privacy import Keys, Look, record_look
from tests.doctor.ward import Ward

UPDATE = """
INSERT INTO inbox (bot_id, update_id, chat_id, state, tries, arrived, reference)
VALUES (1, $1, 7, $2, 0, santun_now() - $3::interval, 'ABCDEF')
"""
CLAIM = """
INSERT INTO claims
  (id, number, chat, key, event, kind, state, body, consent_version, created_at, changed_at, pay_by)
VALUES (gen_random_uuid(), 'KT-1', 1, '', 'death', 'death', 'handed_over', '', 1, now(), now(), '2026-01-02')
"""
PAGE = """
INSERT INTO claim_papers (id, claim, state, received_at, album, body)
SELECT gen_random_uuid(), id, 'arrived', now(), '', 'x' FROM claims
"""
MOVE = """
INSERT INTO claim_moves (id, claim, at, by, before, after, note)
SELECT gen_random_uuid(), id, now(), 'chat:1', 'draft', 'submitted', '' FROM claims
"""
LETTER = """
INSERT INTO letters (uid, chat_id, lane, method, due, state)
VALUES (gen_random_uuid(), 7, 0, 'sendMessage', santun_now() - $2::interval, $1)
"""


async def test_nobody_who_serves_is_told(ward: Ward) -> None:
    visit = await ward.visit("replicas")
    assert visit.troubles["replicas_none"] is Level.WARNING


async def test_a_process_of_the_other_mode_and_one_that_does_not_poll_are_told(ward: Ward) -> None:
    replica = Replica(ward.database, "polling")
    await replica.join()
    assert (await ward.visit("replicas")).of("replicas") == {"replicas_without_leader"}
    await replica.lead()
    assert (await ward.visit("replicas")).of("replicas") == {"replicas"}
    other = {"mode": "webhook", "webhook_url": "http://127.0.0.1:1", "webhook_secret": "q8Zr2LkVt6Yx0Bn4"}
    visit = await ward.visit("replicas", **other)
    assert visit.troubles["replicas_of_other_mode"] is Level.WRONG
    await replica.leave()


def test_behind_a_webhook_nobody_needs_to_lead() -> None:
    assert judge_replicas({"webhook": 3}, "webhook", leads=False).level is Level.WELL


@pytest.mark.parametrize(
    ("age", "found"), [("10 seconds", "inbox"), ("2 minutes", "inbox_slow"), ("3 hours", "inbox_stands")]
)
async def test_updates_that_nobody_works_on_are_told_with_their_age(age: str, found: str, ward: Ward) -> None:
    await ward.do(f"{UPDATE.replace('$3::interval', f'interval {age!r}')}", 1, "waiting")
    visit = await ward.visit("post")
    assert visit.of("post") == {found, "outbox"}
    if found == "inbox_stands":
        assert "1 pesan masuk menunggu dikerjakan; yang tertua sudah 3 jam." in visit.said(found)


async def test_letters_that_nobody_carries_are_told_and_those_of_a_chat_that_is_gone_are_not(ward: Ward) -> None:
    await ward.do(LETTER.replace("$2::interval", "interval '7 minutes'"), "waiting")
    assert (await ward.visit("post")).of("post") == {"inbox", "outbox_slow"}
    await ward.do("INSERT INTO chats (chat_id, gone) VALUES (7, true)")
    assert (await ward.visit("post")).of("post") == {"inbox", "outbox", "chats_gone"}


async def test_what_waits_for_staff_is_counted(ward: Ward) -> None:
    await ward.do(UPDATE.replace("$3::interval", "interval '1 day'"), 1, "dead")
    await ward.do(LETTER.replace("$2::interval", "interval '1 day'"), "dead")
    visit = await ward.visit("post")
    assert visit.of("post") == {"inbox", "outbox", "dead_letters"}
    assert "2 surat mati" in visit.said("dead_letters")


async def test_a_staff_without_an_admin_at_work_is_told(ward: Ward) -> None:
    assert (await ward.visit("staff")).of("staff") == {"staff"}
    await ward.do("UPDATE staff SET active = false")
    visit = await ward.visit("staff")
    assert visit.troubles["staff_without_admin"] is Level.WRONG
    await ward.do("UPDATE staff SET active = true, role = 'agent'")
    assert (await ward.visit("staff")).of("staff") == {"staff_without_admin"}


async def looked(ward: Ward, times: int) -> AuditHeads:
    """Looks that were chained, and the head that was put away."""
    folder = ward.given["data_dir"] / "audit"
    async with ward.database.work() as work:
        for _ in range(times):
            await record_look(work, Look("chat:1", "coverage", "p-1"))
    heads = AuditHeads(folder, Keys.read(ward.given["key_file"]).audit)
    async with ward.database.work() as work:
        await heads.chain(work)
    return heads


async def test_a_chain_that_was_changed_is_told_by_its_link(ward: Ward) -> None:
    await looked(ward, 5)
    visit = await ward.visit("audit")
    assert visit.of("audit") == {"audit"}
    assert "utuh: 6 catatan, 1 kepala rantai cocok" in visit.said("audit"), "the admin that was added is the first"
    await ward.do("UPDATE looks SET actor = 'chat:2' WHERE link = 3")
    visit = await ward.visit("audit")
    assert visit.troubles == {"audit_broken": Level.WRONG}
    assert "nomor 3" in visit.said("audit_broken")


async def test_a_chain_cut_at_its_end_is_told_by_the_head_that_was_put_away(ward: Ward) -> None:
    await looked(ward, 5)
    await ward.do("DELETE FROM looks WHERE link > 4")
    visit = await ward.visit("audit")
    assert "nomor 6" in visit.said("audit_broken")


async def test_heads_that_are_lost_or_damaged_are_told(ward: Ward) -> None:
    heads = await looked(ward, 2)
    only = _only(heads.folder)
    only.write_text("what?", encoding="ascii")
    assert (await ward.visit("audit")).of("audit") == {"audit_heads_unreadable"}
    only.unlink()
    assert (await ward.visit("audit")).of("audit") == {"audit_without_heads"}


def _only(folder: Path) -> Path:
    (only,) = folder.glob("*.head")
    return only


async def test_looks_that_nobody_chains_are_told(ward: Ward) -> None:
    assert (await ward.visit("audit")).of("audit") == {"audit"}, "they are young"
    await ward.do("UPDATE house SET clock_shift = interval '10 minutes'")
    assert (await ward.visit("audit")).of("audit") == {"audit_loose"}


async def test_a_long_chain_tells_how_far_it_is(ward: Ward) -> None:
    await looked(ward, 1200)
    assert (await ward.visit("audit")).of("audit") == {"audit"}
    assert ward.told == [(500, 1201), (1000, 1201)]


def test_what_families_sent_and_what_bpjs_owes_is_looked_at() -> None:
    assert [finding.key for finding in judge_claims(0, 0, 0)] == ["claims"]
    assert [finding.key for finding in judge_claims(2, 0, 0)] == ["claims_slow"]
    assert [finding.key for finding in judge_claims(0, 1, 3)] == ["claims_slow", "claims_late"]


async def test_a_claim_whose_day_is_over_is_told(ward: Ward) -> None:
    assert (await ward.visit("claims")).of("claims") == {"claims"}
    async with ward.database.work() as work:
        await work.raw.execute(CLAIM)
    assert (await ward.visit("claims")).of("claims") == {"claims_late"}


async def test_a_claim_and_a_file_that_open_no_more_are_told(ward: Ward) -> None:
    assert (await ward.visit("claims_opened")).of("claims_opened") == {"claims_open"}
    async with ward.database.work() as work:
        await work.raw.execute(CLAIM)
        await work.raw.execute(PAGE)
        await work.raw.execute(MOVE)
    visit = await ward.visit("claims_opened")
    assert visit.troubles["claims_broken"] is Level.WRONG
    async with ward.database.work() as work, ward.house() as house:
        assert await damage(work, house.keys.cipher) == Damage(1, 1, 1)
