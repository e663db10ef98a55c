"""Which earlier pages a new one takes the place of, and how the parts of an album wait for one another."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from services.benefits.papers import Paper
from services.claims import Claims
from services.claims.papers.model import Page, PageState, Sent
from services.claims.papers.rules import ALBUM_QUIET, stands_for
from services.db import Database
from tests.claims.family import submitted

KTP = Paper.HEIR_ID
CAME = datetime(2026, 3, 3, tzinfo=UTC)
CLAIM = uuid4()
ARRIVED, DOUBTED, RETURNED, COMING = PageState.ARRIVED, PageState.DOUBTED, PageState.RETURNED, PageState.COMING


def page(state: PageState, album: str = "", paper: Paper | None = KTP) -> Page:
    return Page(uuid4(), CLAIM, paper, state, CAME, 1, album)


def album(count: int) -> list[Page]:
    return [page(COMING, "new") for _ in range(count)]


def replaced(old: list[Page], new: list[Page], since: datetime | None = None) -> list[int]:
    """The places of the old pages that are replaced, counted from 0."""
    gone: set[UUID] = {other.id for other in stands_for(new[0], [*old, *new], since)}
    return [at for at, one in enumerate(old) if one.id in gone]


def test_what_is_good_stays_when_more_is_sent() -> None:
    assert replaced([page(ARRIVED), page(ARRIVED)], album(3)) == []


def test_one_photo_replaces_only_what_was_sent_back_or_is_hard_to_read() -> None:
    assert replaced([page(ARRIVED), page(RETURNED), page(DOUBTED)], [page(COMING)]) == [1, 2]


@pytest.mark.parametrize("worn", [RETURNED, DOUBTED])
def test_an_album_as_long_as_what_came_before_replaces_it_all(worn: PageState) -> None:
    old = [page(ARRIVED), page(worn), page(ARRIVED)]
    assert replaced(old, album(3)) == [0, 1, 2]
    assert replaced(old, album(4)) == [0, 1, 2]
    assert replaced(old, album(2)) == [1]


def test_an_album_does_not_replace_its_own_dark_photos() -> None:
    new = [page(COMING, "new"), page(DOUBTED, "new"), page(ARRIVED, "new")]
    assert stands_for(new[0], new, None) == []


def test_what_staff_accepted_and_other_papers_stay() -> None:
    old = [page(PageState.ACCEPTED), page(RETURNED), page(DOUBTED, paper=Paper.BANK_BOOK)]
    assert replaced(old, album(3)) == [1]


def test_good_pages_that_went_to_bpjs_with_the_file_stay() -> None:
    later = replace(page(ARRIVED), received_at=CAME + timedelta(days=2))
    assert replaced([page(ARRIVED), page(RETURNED), later], album(3), CAME + timedelta(days=1)) == [1, 2]


async def test_an_album_is_fetched_once_no_part_has_followed_for_a_while(database: Database, claims: Claims) -> None:
    one = await submitted(database, claims)
    for message, quiet, due in ((2, ALBUM_QUIET / 2, 0), (1, ALBUM_QUIET / 2, 0), (3, ALBUM_QUIET, 3)):
        async with database.work() as work:
            await claims.papers.receive(work, one, KTP, Sent("AgAC", message, "album"))
            await work.raw.execute("UPDATE house SET clock_shift = clock_shift + $1", quiet)
            assert len(await claims.papers.lease(work, 4)) == due
            kept = [page.message for page in await claims.papers.store.of(work, one.id)]
            assert kept == sorted(message for message in kept if message)
