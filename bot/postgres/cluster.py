"""The files of a cluster: made once with a password and without `trust`, configured anew before every start."""

import os
import secrets
import shutil
import socket
from collections.abc import Mapping
from pathlib import Path

from bot.postgres import postmaster
from bot.postgres.failure import EmbeddedPostgresError
from bot.postgres.place import WINDOWS, Place

OWNER = "postgres"  # makes the role below once; the bot never works as this one
ACCESS = f"""\
# Written by Santun before every start. Nobody enters without the password, whatever the way.
{"host all all 127.0.0.1/32" if WINDOWS else "local all all"} scram-sha-256
"""
SETTINGS: Mapping[str, str] = {
    "max_connections": "100",
    "shared_buffers": "128MB",
    "max_parallel_workers_per_gather": "0",  # short queries, and containers give little shared memory to workers
    "password_encryption": "scram-sha-256",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # What people write must not reach the server's log: no statements, no parameters, no details, no failed queries.
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
}


def password_of(place: Place) -> str:
    file = place.home / "password"
    if file.exists():
        return file.read_text()
    if place.cluster.exists():
        raise EmbeddedPostgresError(f"The password of the embedded PostgreSQL is missing: put {file} back.")
    draft = file.with_suffix(".new")
    draft.unlink(missing_ok=True)
    _write_private(draft, secrets.token_urlsafe(32))
    draft.replace(file)
    return file.read_text()


def make(place: Place, password: str) -> None:
    """Make the cluster if there is none; one that was interrupted half-way is thrown away and made anew."""
    if place.cluster.exists():
        return
    # Below the account's own folder, whose name is free until the cluster is whole.
    draft, slip = place.house / "cluster.new", place.house / "password.new"
    shutil.rmtree(draft, ignore_errors=True)
    slip.unlink(missing_ok=True)
    draft.mkdir(mode=0o700)
    _write_private(slip, password)
    if place.account is not None:
        for path in (draft, slip):
            os.chown(path, place.account.uid, place.account.gid)
    try:
        if not postmaster.run(place, "initdb", _initdb(draft, slip)):
            raise EmbeddedPostgresError(f"The cluster could not be made. The log ends:\n{postmaster.log_end(place)}")
    finally:
        slip.unlink(missing_ok=True)
    draft.replace(place.cluster)


def configure(place: Place, more: Mapping[str, str]) -> None:
    place.settings.mkdir(exist_ok=True)
    place.settings.chmod(0o755 if place.account else 0o700)
    values = dict(SETTINGS) | _ways_in(place) | {"data_directory": _quoted(place.cluster)} | dict(more)
    files = {
        "postgresql.conf": "".join(f"{name} = {value}\n" for name, value in values.items()),
        "pg_hba.conf": ACCESS,
        "pg_ident.conf": "",
    }
    for name, text in files.items():
        file = place.settings / name
        file.write_text(text, encoding="utf-8")
        file.chmod(0o644)  # nothing secret; root's umask may be strict


def _initdb(cluster: Path, slip: Path) -> tuple[str, ...]:
    return (
        *("--pgdata", str(cluster), "--username", OWNER, "--pwfile", str(slip), "--auth", "scram-sha-256"),
        # The collation that PostgreSQL carries itself: the same on every machine, whatever its locales.
        *("--encoding", "UTF8", "--locale", "C", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"),
        "--no-instructions",
    )


def _ways_in(place: Place) -> dict[str, str]:
    if WINDOWS:
        return {"listen_addresses": "'127.0.0.1'", "port": str(_free_port())}
    return {
        "listen_addresses": "''",
        "unix_socket_directories": _quoted(f'"{place.sockets}"'),
        "unix_socket_permissions": "0700",
    }


def _quoted(value: str | Path) -> str:
    text = value.as_posix() if isinstance(value, Path) else value
    return "'" + text.replace("'", "''") + "'"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _write_private(file: Path, text: str) -> None:
    with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as opened:
        opened.write(text)
