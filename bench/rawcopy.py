"""The peer of the import: reads every cell and `COPY`s them as text. Nothing is checked, matched or sealed."""

import asyncio
import sys
from collections.abc import Iterator

import asyncpg
from python_calamine import CalamineWorkbook


def rows(path: str) -> Iterator[tuple[str, ...]]:
    """Every row of the first sheet."""
    for row in CalamineWorkbook.from_path(path).get_sheet_by_index(0).iter_rows():
        yield tuple(map(str, row))


async def copy(path: str, url: str) -> None:
    """Into a table of its own."""
    every = rows(path)
    first = next(every)
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(f"CREATE TABLE raw ({', '.join(f'c{number} text' for number in range(len(first)))})")
        await connection.copy_records_to_table("raw", records=every)
    finally:
        await connection.close()


if __name__ == "__main__":
    asyncio.run(copy(*sys.argv[1:]))
