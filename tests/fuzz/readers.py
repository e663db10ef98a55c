"""Everything that reads what people type, by name: each gives a value or raises one of the room's refusals."""

from collections.abc import Callable
from datetime import date
from typing import Any

from handlers.chat.days import read_day_of_event, tells_when
from handlers.chat.heard import holds_long_number
from handlers.chat.people import the_name, understood
from services.participants.dates import read_birth_day, read_month, read_range, read_span
from services.participants.kpj import Kpj
from services.participants.names import is_same_name
from services.participants.nik import Nik
from services.participants.phone import Phone
from services.requests.numbers import Series, read_number
from services.requests.reading import one_line, read_name, read_phone, read_village, read_words, read_year
from services.words import Words
from services.words.courtesies import Courtesies
from tests.chat.roads import scene

TODAY = date(2026, 11, 22)
WORDS = Words()
COURTESIES = Courtesies(WORDS)

READERS: dict[str, Callable[[str], Any]] = {
    "nik": Nik.parse,
    "phone": Phone.parse,
    "kpj": Kpj.parse,
    "name": read_name,
    "the name": lambda text: the_name(text, scene()),
    "number to call": read_phone,
    "year": lambda text: read_year(text, TODAY),
    "village": lambda text: understood(read_village(text), scene().region),
    "words": read_words,
    "day": lambda text: read_day_of_event(text, TODAY, scene().spoken),
    "what tells a day": lambda text: tells_when(text, scene().spoken),
    "span": lambda text: read_span(text, TODAY),
    "month": lambda text: read_month(text, TODAY),
    "range": lambda text: read_range(text, TODAY),
    "birth day": lambda text: read_birth_day(text, TODAY),
    "request": lambda text: read_number(Series.REQUEST, "KT", text),
    "long number": holds_long_number,
    "courtesy": COURTESIES.of,
    "topics": lambda text: (scene().topics.match(text), scene().topics.asks(text)),
    "villages": lambda text: scene().region.places.villages_like(text, text),
    "districts": lambda text: (scene().region.places.districts_meant(text), scene().region.places.district(text)),
    "same name": lambda text: (is_same_name(text, "Siti Aisah"), is_same_name("Siti Aisah", text)),
}
LIKE_THEMSELVES: tuple[Callable[[str], str], ...] = (read_name, read_village, read_words, one_line, read_phone)
"""Their value, read again, is itself."""
