"""Programs that the bot starts get what they need of its environment: nothing."""

from pathlib import Path

import psutil
import pytest

from bot.postgres import EmbeddedPostgres
from tests.conftest import NOT_DURABLE
from tests.leaks.marks import SECRET, TOKEN


async def test_the_embedded_server_is_not_given_token_and_secret(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SANTUN_TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setenv("SANTUN_WEBHOOK_SECRET", SECRET)
    embedded = EmbeddedPostgres(tmp_path, NOT_DURABLE)
    await embedded.start()
    try:
        server = psutil.Process(embedded.pid)
        around = [one.environ() for one in (server, *server.children(recursive=True))]
    finally:
        await embedded.remove()
    assert len(around) > 1
    told = {value for environment in around for value in environment.values()}
    assert not told & {TOKEN, SECRET}
