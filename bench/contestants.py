"""Who is measured on the path of an update: echo bots that keep nothing, and Santun."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bench.stage import PEERS, SANTUN, TOKEN, Player, Stage, free_port

SECRET = "secret-of-the-bench"  # noqa: S105 - known to the load only
PTB, PTB_QUEUE, AIOGRAM = "echo, bare PTB", "echo, PTB's queue", "echo, aiogram"
OURS, ONE_QUESTION = "Santun", "Santun, one question"


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
    """A running bot: what is talked about with it, by column of the table, and where its webhook is."""

    talks: dict[str, str]
    player: Player
    port: int
    keeps: bool = False
    """Whether it has a database."""

    @property
    def name(self) -> str:
        return next(iter(self.talks))


async def bare_ptb(ground: Ground) -> Contestant:
    """The echo on bare python-telegram-bot, awaited, just started."""
    return await _echo(ground, PTB, "bench.peers.echo_ptb", "await")


async def queued_ptb(ground: Ground) -> Contestant:
    """The same, acknowledging first and answering one after the other."""
    return await _echo(ground, PTB_QUEUE, "bench.peers.echo_ptb", "queue")


async def aiogram(ground: Ground) -> Contestant:
    """The echo on aiogram, just started."""
    return await _echo(ground, AIOGRAM, "bench.peers.echo_aiogram")


async def _echo(ground: Ground, name: str, module: str, *how: str) -> Contestant:
    port = free_port()
    arguments = ("-m", module, ground.api_url, TOKEN, str(port), *how)
    return Contestant({name: "echo"}, await ground.stage.start(*arguments, python=PEERS, core=BOT_CORE), port)


async def santun(ground: Ground, send_rate: str = "100000") -> Contestant:
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
        send_rate=send_rate,
    )
    player = await ground.stage.start(*SANTUN, "run", settings=settings, core=BOT_CORE)
    return Contestant({OURS: "check", ONE_QUESTION: "ask"}, player, port, keeps=True)


Start = Callable[[Ground], Awaitable[Contestant]]

CONTESTANTS: tuple[Start, ...] = (bare_ptb, queued_ptb, aiogram, santun)
BOT_CORE, LOAD_CORE = 0, 1
"""Each bot has a core of its own, load and fake Bot API another; PostgreSQL runs where there is room."""
COLUMNS = 5
"""Lines of talk that all contestants together are measured with."""
