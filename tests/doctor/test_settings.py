"""Settings that are missing, wrong or dangerous are all named at once, and what does not rest on them is looked at."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.doctor.ward import Ward


async def test_every_wrong_setting_is_named_at_once_and_the_rest_is_looked_at(ward: Ward) -> None:
    visit = await ward.visit(send_rate="-1", log_level="loud", operator=" ", telegram_token="")
    assert [one.values["name"] for one in visit.findings if one.key.startswith("setting_")] == [
        "SANTUN_SEND_RATE",
        "SANTUN_LOG_LEVEL",
        "SANTUN_TELEGRAM_TOKEN",
        "SANTUN_OPERATOR",
    ]
    assert visit.put_off == {"token", "owner", "webhook"}
    assert visit.of("key") == {"key"}


async def test_a_wrong_address_of_the_database_is_not_taken_for_the_embedded_one(ward: Ward) -> None:
    visit = await ward.visit("database", database_url="mysql://u:kata-sandi-ini@h/d")
    assert visit.of("settings") == set()
    assert {"database", "layout", "key"} <= visit.put_off


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({}, {"api_url", "public_url_at_home", "proxies_none"}),
        ({"telegram_api_url": "http://bot-api.contoh:8081"}, {"api_url_in_the_clear"}),
        ({"public_url": "http://santun.contoh.go.id"}, {"public_url_in_the_clear"}),
        ({"public_url": "http://127.0.0.1:8080"}, {"public_url_at_home"}),
        ({"public_url": "https://santun.contoh.go.id"}, {"public_url", "proxies_missing"}),
        ({"desk_group_id": -1001}, {"public_url_for_group"}),
        ({"trusted_proxies": "10.1.2.3"}, {"proxies_without_need"}),
        ({"trusted_proxies": "0.0.0.0/0"}, {"proxies_too_wide"}),
        ({"trusted_proxies": "::/0"}, {"proxies_too_wide"}),
        ({"trusted_proxies": "10.0.0.0/8", "public_url": "https://santun.contoh.go.id"}, {"public_url", "proxies"}),
    ],
)
async def test_what_is_allowed_and_yet_dangerous_is_told(ward: Ward, given: dict[str, Any], found: set[str]) -> None:
    visit = await ward.visit("api_url", "public_url", "trusted_proxies", **given)
    assert found <= visit.of("api_url") | visit.of("public_url") | visit.of("trusted_proxies")


async def test_our_own_region_file_lacks_what_nobody_has_told_us_yet(ward: Ward) -> None:
    visit = await ward.visit("hours", "holidays", "contacts", region="kutai-timur")
    assert visit.of("holidays") <= {"holidays", "holidays_missing"}, "which, the year decides: see test_calendar"
    assert visit.of("contacts") == {"phones_missing"}
    assert "BPJS Ketenagakerjaan Kantor Cabang Bontang" in visit.said("phones_missing")


async def test_a_region_file_that_cannot_be_read_says_why(ward: Ward) -> None:
    visit = await ward.visit("hours", region="kutai-barat")
    assert visit.of("region") == {"region_unreadable"}
    assert "kutai-timur" in visit.said("region_unreadable")
    assert visit.put_off >= {"hours"}


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ('key = "branch"', 'key = "agency"', "office_missing"),
        ('number = "119 ekstensi 8"', 'number = ""', "crisis_line_missing"),
    ],
)
async def test_what_a_region_file_leaves_out_is_told(ward: Ward, old: str, new: str, found: str) -> None:
    visit = await ward.visit("contacts", region=ward.region_with(old, new))
    assert visit.of("contacts") == {found}


async def test_a_desk_that_never_opens_is_a_mistake(ward: Ward) -> None:
    days = [datetime.now(UTC).date() + timedelta(days=ahead) for ahead in range(-1, 70)]
    closed = ward.region_with("\ndays = []", f"\ndays = [{', '.join(map(str, days))}]")
    assert (await ward.visit("hours", region=closed)).of("hours") == {"hours_never"}
