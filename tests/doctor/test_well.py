"""A set-up in which all is well, serving, on a server that keeps its promises: no trouble is found in either mode."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest
import pytest_asyncio
from typer.testing import CliRunner

from bot.app import serving
from bot.cli import app
from bot.doctor import CHECKS, examine
from bot.doctor.patient import admitted
from bot.postgres import EmbeddedPostgres
from handlers.chat.rates import BRISK
from services.db.tables import metadata
from tests.doctor.ward import GROUNDS, WEBHOOK_SECRET, Ward, opened

ASKS_ONLY = {"getMe", "getWebhookInfo", "getChat", "getChatMember"}
ROWS = "SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM {} t"


@pytest_asyncio.fixture
async def home(tmp_path: Path) -> AsyncIterator[Ward]:
    """On an embedded database of its own."""
    async with opened("", tmp_path) as ward:
        yield ward
    await EmbeddedPostgres(tmp_path / "data").remove()


def behind_a_web_server() -> dict[str, Any]:
    """Settings of the webhook's mode; the web server with https in front of us is made up."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    return {
        "mode": "webhook",
        "webhook_url": f"http://127.0.0.1:{port}",
        "webhook_secret": WEBHOOK_SECRET,
        "http_port": port,
        "public_url": "https://santun.contoh.go.id",
        "trusted_proxies": "127.0.0.1",
    }


async def typed(given: dict[str, Any], *words: str) -> Any:
    """The command at a terminal, with these settings."""
    env = {f"SANTUN_{name.upper()}": str(value) for name, value in given.items()}
    runner: Any = CliRunner()
    return await asyncio.to_thread(runner.invoke, app, ["doctor", *words], env=env | {"COLUMNS": "100"})


async def test_all_is_well_while_it_polls_and_the_command_says_so(home: Ward) -> None:
    async with home.house(http_port=0) as house, serving(house, rates=BRISK):
        await home.telegram.until_called("getUpdates")
        ended = await typed(home.given)
        assert ended.exit_code == 0, ended.output
        assert "✓ Token diterima Telegram: @santun_demo_bot." in ended.output
        assert not {"!", "✗", "–"} & {line.strip()[:1] for line in ended.output.splitlines()}
        ended = await typed(home.given, "--json")
    report = json.loads(ended.stdout)
    assert report["level"] == "well"
    made = {check.name for check in CHECKS if check.applies(house.settings)}
    assert {one["check"] for one in report["findings"]} == made


async def test_all_is_well_behind_a_webhook(home: Ward) -> None:
    ani = await home.telegram.person("Ani")
    given = behind_a_web_server() | {"desk_group_id": await home.telegram.forum("Petugas", ani)}
    await home.do("UPDATE staff SET telegram_id = $1", ani.id)
    async with home.house(**given) as house, serving(house, rates=BRISK):
        await home.telegram.until_called("setWebhook")
        visit = await home.visit(**given)
    assert (visit.troubles, visit.put_off) == ({}, set())
    assert visit.of("door") == {"door"}
    assert visit.of("webhook") == {"webhook"}
    assert visit.of("rights") == {"group_rights"}


async def test_a_doctor_changes_nothing(ward: Ward) -> None:
    before = await _everything(ward)
    seen = len(await ward.telegram.calls())
    await ward.visit()
    assert await _everything(ward) == before
    assert {call["method"] for call in (await ward.telegram.calls())[seen:]} <= ASKS_ONLY


async def test_whatever_a_check_asks_the_database_cannot_write(ward: Ward) -> None:
    async with admitted(_env_file=None, **ward.given) as patient:
        await examine(patient, [check for check in CHECKS if check.name in GROUNDS])
        with pytest.raises(asyncpg.ReadOnlySQLTransactionError):
            async with patient.work() as work:
                await work.raw.execute("UPDATE house SET bot_id = 1")


async def _everything(ward: Ward) -> tuple[dict[str, str], dict[str, tuple[int, int]]]:
    """The contents of every table, and the files as they lie there."""
    async with ward.database.work() as work:
        rows = {name: await work.raw.fetchval(ROWS.format(name)) for name in (*metadata.tables, "alembic_version")}
    files = Path(ward.given["data_dir"]).parent.rglob("*")
    return rows, {str(file): (file.stat().st_mtime_ns, file.stat().st_mode) for file in files}


async def test_in_an_empty_folder_nothing_is_made_and_all_the_rest_is_looked_at(ward: Ward, tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere"
    visit = await ward.visit(database_url="", data_dir=nowhere, key_file=nowhere / "santun.key")
    assert not nowhere.exists()
    assert visit.of("database") == {"database_not_made"}
    assert visit.of("token") == {"token"}
    assert {"layout", "audit", "staff", "post"} <= visit.put_off


async def test_the_exit_code_tells_warnings_from_what_is_wrong(home: Ward) -> None:
    ended = await typed(home.given)
    assert ended.exit_code == 4, ended.output
    assert "! Tidak ada proses Santun yang sedang melayani." in ended.output
    assert "Contoh: santun run" in ended.output
    ended = await typed(home.given | {"operator": ""})
    assert ended.exit_code == 1, ended.output
    assert "✗ SANTUN_OPERATOR belum diisi." in ended.output
