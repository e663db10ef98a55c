"""Who is measured on the path of an update: the echo bot on bare python-telegram-bot, and Santun."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bench.stage import SANTUN, TOKEN, Player, Stage, free_port

SECRET = "secret-of-the-bench"  # noqa: S105 - known to the load only
ECHO, OURS = "echo, bare PTB", "Santun"


@dataclass(frozen=True)
class Ground:
    """Where they play: addresses of the fake Bot API and of a database with a roster."""

    stage: Stage
    api_port: int
    database: str

    @property
    def api_url(self) -> str:
        return f"http://127.0.0.1:{self.api_port}"


@dataclass(frozen=True)
class Contestant:
    """A running bot: what is talked about with it, and where its webhook is."""

    name: str
    talk: str
    player: Player
    port: int


async def echo(ground: Ground) -> Contestant:
    """The echo bot, just started."""
    port = free_port()
    player = await ground.stage.start("-m", "bench.echo", ground.api_url, TOKEN, str(port))
    return Contestant(ECHO, "echo", player, port)


async def santun(ground: Ground) -> Contestant:
    """`santun run` in webhook mode, just started; only the limit of the bot as a whole is lifted."""
    port = free_port()
    settings = ground.stage.settings(
        ground.database,
        telegram_token=TOKEN,
        telegram_api_url=ground.api_url,
        mode="webhook",
        webhook_url=f"http://127.0.0.1:{port}",
        webhook_secret=SECRET,
        http_port=str(port),
        operator="bench",
        send_rate="100000",
    )
    return Contestant(OURS, "check", await ground.stage.start(*SANTUN, "run", settings=settings), port)


Start = Callable[[Ground], Awaitable[Contestant]]

CONTESTANTS: tuple[Start, ...] = (echo, santun)
