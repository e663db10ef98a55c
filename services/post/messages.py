"""Why this process does not start, said to whoever started it."""

from dataclasses import dataclass

from services.refusals import Refusal


@dataclass(eq=False)
class OtherModeIsLive(Refusal):
    """Another replica on this database takes updates in the other way. `live`, `wanted`: values of SANTUN_MODE."""

    live: str
    wanted: str


@dataclass(eq=False)
class AnotherBot(Refusal):
    """The database belongs to another bot. The numbers stand before the colon of a token and are no secret."""

    known: int
    found: int


@dataclass(eq=False)
class NoSuchDeadLetter(Refusal):
    """No dead letter has this number."""

    number: str
