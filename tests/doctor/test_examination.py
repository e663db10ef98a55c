"""One check that fails, hangs or cannot be made does not keep the others from being made; and how it reads."""

import asyncio
import io
import json
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta

import pytest
from rich.console import Console

from bot.doctor import Check, Finding, Level, Patient, Result, Thing, examine
from bot.doctor.examination import worst
from bot.doctor.finding import Word, unknown, warning, well, wrong
from bot.doctor.report import as_json, show, span
from bot.settings import WrongSettings, read_settings
from services.words import Words

SECRET = "postgresql://santun:kata-sandi-ini@db/santun"


async def breaks(_: Patient) -> list[Finding]:
    raise RuntimeError(SECRET)


async def hangs(_: Patient) -> list[Finding]:
    await asyncio.Event().wait()
    return []


async def is_well(_: Patient) -> list[Finding]:
    return [well("durable")]


def patient(*problems: WrongSettings) -> Patient:
    return Patient(read_settings(_env_file=None), problems, AsyncExitStack())


async def found(*checks: Check, of: Patient | None = None) -> list[Result]:
    return await examine(of or patient(), checks)


async def test_what_follows_a_check_that_breaks_or_hangs_is_made(words: Words) -> None:
    results = await found(
        Check("room", "database", breaks),
        Check("clock", "database", hangs, seconds=0.05),
        Check("disk", "machine", is_well),
    )
    assert [one.key for result in results for one in result.findings] == ["trouble", "too_slow", "durable"]
    report = as_json(results, words, datetime.now(UTC))
    assert "RuntimeError" in report
    assert "kata-sandi-ini" not in report


async def test_the_log_has_where_it_broke_but_not_its_words(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("DEBUG"):
        await found(Check("room", "database", breaks))
    (record,) = caplog.records
    assert record.exc_info is not None


async def test_what_rests_on_something_missing_is_put_off_and_says_why() -> None:
    here = patient(WrongSettings("mode", "wrong"))
    results = await found(
        Check("room", "database", is_well, (Thing.DATABASE,)),
        Check("webhook", "telegram", is_well, settings=("mode",)),
        of=here,
    )
    (first,), (second,) = (result.findings for result in results)
    assert (first.level, first.values["missing"]) == (Level.UNKNOWN, Word("doctor_thing", "database"))
    assert (second.level, second.values["missing"]) == (Level.UNKNOWN, "SANTUN_MODE")


async def test_what_does_not_apply_is_not_made() -> None:
    assert await found(Check("door", "telegram", breaks, applies=lambda settings: settings.mode == "webhook")) == []


def results(*findings: Finding) -> list[Result]:
    return [Result(Check("room", "database", is_well), (one,), 0.1) for one in findings]


@pytest.mark.parametrize(
    ("findings", "level"),
    [
        ((), Level.WELL),
        ((well("durable"),), Level.WELL),
        ((well("durable"), warning("layout_empty")), Level.WARNING),
        ((warning("layout_empty"), wrong("token_refused"), well("durable")), Level.WRONG),
    ],
)
def test_the_gravest_finding_is_the_whole(findings: tuple[Finding, ...], level: Level) -> None:
    assert worst(results(*findings)) is level


def put_off(name: str) -> Finding:
    return unknown("needs_thing", check=Word("doctor_check", name), missing=Word("doctor_thing", "layout"))


def test_a_report_is_short_where_much_rests_on_one_thing(words: Words) -> None:
    out = Console(file=io.StringIO(), width=120)
    show(results(wrong("layout_old", revision="1", head="2", missing=1), put_off("post"), put_off("staff")), words, out)
    assert isinstance(out.file, io.StringIO)
    lines = [line.strip() for line in out.file.getvalue().splitlines()]
    assert lines == [
        "Basis data",
        "✗ Tata letak basis data (1) tertinggal 1 langkah dari versi Santun ini (2).",
        "Yang bisa dilakukan: cadangkan basis data, lalu jalankan Santun; tata letaknya diperbarui sendiri.",
        "Contoh: santun run",
        "– Belum bisa diperiksa, karena tata letak basis data belum beres: antrean masuk dan keluar, daftar petugas.",
        "",
        "Selesai diperiksa: 1 perlu dibereskan, 2 belum bisa diperiksa.",
    ]


def test_words_from_outside_cannot_steer_the_terminal(words: Words) -> None:
    out = Console(file=io.StringIO(), width=120, force_terminal=True)
    show(results(well("group", title="\x1b]0;x\x07[bold]Petugas")), words, out)
    assert isinstance(out.file, io.StringIO)
    assert "\x1b]0" not in out.file.getvalue()
    assert "[bold]Petugas" in out.file.getvalue()


def test_a_machine_reads_level_key_and_sentence(words: Words) -> None:
    report = json.loads(
        as_json(
            results(warning("webhook_failed", age=timedelta(hours=3), reason="x")),
            words,
            datetime(2026, 3, 3, tzinfo=UTC),
        )
    )
    assert report["at"] == "2026-03-03T00:00:00+00:00"
    assert report["counts"] == {"well": 0, "warning": 1, "wrong": 0, "unknown": 0}
    (one,) = report["findings"]
    assert (one["group"], one["check"], one["level"], one["key"]) == ("database", "room", "warning", "webhook_failed")
    assert one["says"] == "3 jam yang lalu Telegram belum berhasil mengantar pesan: x"


@pytest.mark.parametrize(
    ("seconds", "written"),
    [(0, "0 detik"), (119, "119 detik"), (120, "2 menit"), (7199, "119 menit"), (7200, "2 jam"), (172_800, "2 hari")],
)
def test_a_time_is_told_in_a_unit_that_loses_little(seconds: int, written: str, words: Words) -> None:
    assert span(timedelta(seconds=seconds), words) == written
