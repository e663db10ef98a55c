"""The audit speaks plainly: every deed that our code writes into it has words."""

import ast
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

import services
from handlers.desk.told import told
from services.oversight.model import Trace
from services.words import Words

SOURCES = Path(services.__file__).parent


def deeds() -> Iterator[str]:
    """What stands where a look says what was done."""
    for file in SOURCES.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Look":
                action = node.args[1]
                if isinstance(action, ast.Constant):
                    yield str(action.value)


def test_every_deed_has_words(words: Words) -> None:
    found = set(deeds())
    assert len(found) > 30
    assert found - set(words.labels("audit_action")) == set()


@pytest.mark.parametrize(
    ("actor", "action", "subject", "reason", "shown"),
    [
        ("staff:rina", "participant", None, "telepon", ("rina", "melihat data peserta", "", "Orangnya menelepon")),
        ("staff:rina", "conversation.read_queue", "request:KT-1", None, ("rina", "Membaca antrean", "KT-1", "")),
        ("staff:rina", "something.new", "x:y", "conversation:KT-1", ("rina", "something.new", "x:y", "KT-1")),
        ("chat:…6789", "erase", "chat:…6789", None, ("warga …6789", "menghapus datanya", "warga …6789", "")),
        ("system:root", "staff.add", "staff:rina", "agent", ("mesin: root", "menambah petugas", "rina", "agent")),
        ("door", "staff.sign_in", None, None, ("pintu masuk", "masuk", "", "")),
        ("", "forgotten", None, "0a" * 32, ("", "catatan lama dilupakan", "", "")),
    ],
)
def test_a_row_is_told_in_words(  # noqa: PLR0913, PLR0917 - the columns of the table
    words: Words, actor: str, action: str, subject: str | None, reason: str | None, shown: tuple[str, ...]
) -> None:
    trace = Trace(1, datetime(2026, 3, 3, 4, tzinfo=UTC), actor, action, subject, reason, found=True)
    row = told(trace, words)
    assert (row["actor"], row["action"], row["subject"], row["reason"]) == shown
    assert row["at"] == "3 Mar 2026, 12.00"
