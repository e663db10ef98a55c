"""An operator's address of the database is understood alike by everything that opens a connection."""

from pathlib import Path

import pytest
from sqlalchemy import make_url

from bot.house import open_house
from bot.replicas import Replica
from services.db.address import dsn
from tests.conftest import Server
from tests.journeys.conftest import key_file, made

__all__ = ["key_file"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("postgresql://u:p@db/santun", "postgresql://u:p@db/santun"),
        ("postgres://u:p@db/santun", "postgresql://u:p@db/santun"),
        ("postgresql+asyncpg://u:p%40%2F@db/santun", "postgresql://u:p%40%2F@db/santun"),
        ("postgresql://u:p@db/santun?sslmode=verify-full", "postgresql://u:p@db/santun?sslmode=verify-full"),
        ("postgresql://u:p@db/santun?ssl=require", "postgresql://u:p@db/santun?sslmode=require"),
    ],
)
def test_an_address_is_written_as_the_driver_reads_it(written: str, read: str) -> None:
    assert dsn(written) == read


@pytest.mark.parametrize("more", [{"sslmode": "disable"}, {"ssl": "disable"}])
async def test_what_an_address_says_of_tls_reaches_every_connection(
    more: dict[str, str], server: Server, key_file: Path
) -> None:
    await server.create("santun_address")
    url = make_url(server.url("santun_address")).update_query_dict(more).render_as_string(hide_password=False)
    async with open_house(made(url, key_file, ""), tell=lambda _: None) as house:
        replica = Replica(house.database, "polling")
        await replica.join()
        assert replica.alive
        await replica.leave()
    await server.drop("santun_address")
