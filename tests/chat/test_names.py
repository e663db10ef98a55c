"""A call for staff, or for somebody seen before, is no name; what people are called stays one."""

import pytest

from handlers.chat.people import the_name
from services.requests.messages import NotAName
from tests.chat.roads import scene
from tests.fuzz.hostile import NAMES


@pytest.mark.parametrize(
    "text",
    [
        "tolong petugas", "petugasnya mana", "pak petugas dong", "mau bicara petugas", "bu yg td itu",
        "bapak yang tadi itu", "ibu tadi itu", "operator", "telepon saya",
    ],
)  # fmt: skip
def test_a_call_is_no_name(text: str) -> None:
    with pytest.raises(NotAName):
        the_name(text, scene())


@pytest.mark.parametrize(
    "name",
    [
        *NAMES, "Amin Rais", "Aminah", "Admini", "Bu Sri", "Yang Mei", "Tadi Suryadi", "Sutadi", "Itut", "Manusama",
        "Ngobaran", "Bicari", "Tolong Nainggolan", "Orang Kaya Abdul", "Ibu Ani", "Cesaria",
    ],
)  # fmt: skip
def test_what_people_are_called_stays_a_name(name: str) -> None:
    assert the_name(name, scene()) == name


@pytest.mark.parametrize(
    ("text", "control"),
    [
        ("tolong petugas", "person"), ("pak petugas dong", "person"), ("petugas", "person"), ("Menu ya pak", "menu"),
        ("tlg batal", "cancel"), ("BATAL!!", "cancel"), ("kembali ya bu", "back"),
        ("bapak sudah berhenti", None), ("terima kasih kembali", None), ("pak", None), ("tolong", None), ("", None),
        ("semua orang", None), ("sama orang tua", None),
    ],
)  # fmt: skip
def test_courtesy_around_a_control_changes_nothing(text: str, control: str | None) -> None:
    assert scene().spoken.control(text) == control
