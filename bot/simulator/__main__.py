"""Runs the simulator as a process of its own: `python -m bot.simulator --port 8081 --token 1:abc`."""

import argparse
import asyncio
import signal
import sys

from bot.simulator.limits import TELEGRAM, Limits
from bot.simulator.simulator import Simulator


async def serve(asked: argparse.Namespace) -> None:
    limits = TELEGRAM if asked.limits else Limits()
    simulator = Simulator(asked.token, host=asked.host, port=asked.port, username=asked.username, limits=limits)
    simulator.world.privacy = not asked.no_privacy
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    async with simulator:
        sys.stdout.write(f"simulator listens on {simulator.url}\n")
        sys.stdout.flush()
        await stopped.wait()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bot.simulator", description="A Bot API on this machine.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one and prints it")
    parser.add_argument("--token", default="1000000001:simulator-token")
    parser.add_argument("--username", default="santun_demo_bot")
    parser.add_argument("--limits", action="store_true", help="flood limits like Telegram's")
    parser.add_argument("--no-privacy", action="store_true", help="the bot hears everything in groups")
    asyncio.run(serve(parser.parse_args()))


if __name__ == "__main__":
    main()
