"""The bench runs from end to end, so that it cannot rot; its times are nobody's business here."""

import json
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).parents[2]
EVERY_BOT = {"Santun", "echo, bare PTB", "echo, PTB's queue", "echo, aiogram"}
EVERY_TALK = EVERY_BOT | {"Santun, one question"}
WANTED = {
    "1 in flight: updates": EVERY_TALK,
    "4 in flight: answer, p99": EVERY_TALK,
    "4 in flight: CPU of PostgreSQL": {"Santun", "Santun, one question"},
    "20 updates/s: answer, p99": EVERY_TALK,
    "memory: RSS of the bot after 4 in flight": EVERY_TALK,
    "desk: 6 open conversations, 2 agents: person → console, p95": {"Santun"},
    "desk: 6 open conversations, 2 agents: console → person, p95": {"Santun"},
    "claims: 800 with 8 papers each: /status, 4 in flight, p95": {"Santun"},
    "claims: 800 with 8 papers each: all reminded, from the first to the last": {"Santun"},
    "claims: 800 with 8 papers each: a question meanwhile, p95": {"Santun"},
    "claims: 800 with 8 papers each: a photo of 300 kB until it is kept, 4 in flight, p95": {"Santun"},
    "import of 500 rows (.xlsx): time": {"Santun", "reading + raw COPY"},
    "import of 500 rows (.xlsx): peak RSS": {"Santun", "reading + raw COPY"},
    "look-up: p99": {"400 people", "2,000 people"},
    "16 in flight: updates": {"400 people", "2,000 people"},
    "start: process to first answer": EVERY_BOT,
    "santun demo, prepared: command to answer in the chat": {"Santun"},
}


def test_a_quick_bench_measures_every_part_beside_its_peer(tmp_path: Path) -> None:
    told = tmp_path / "figures.json"
    command = [
        sys.executable,
        "-m",
        "bench",
        "updates",
        "desk",
        "claims",
        "import",
        "startup",
        "large",
        "--quick",
        "--json",
        str(told),
    ]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=900, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    figures: dict[str, set[str]] = {}
    for line in json.loads(told.read_text(encoding="utf-8"))["figures"]:
        if all(value > 0 for value in line["values"]):
            figures.setdefault(f"{line['subject']}: {line['what']}", set()).add(line["contestant"])
    assert {what: figures.get(what) for what in WANTED} == WANTED
    assert any("answer about a person" in what for what in figures), "nobody got as far as the answer about a person"
