"""A polite no: the caller did nothing wrong with us, we just cannot do it, and we say how to go on."""


class Refusal(Exception):
    """Base of every polite no. Subclass as `@dataclass(eq=False)`; a template of the same name says it.

    A verb raises it before it writes anything, so the door may say it in the same transaction. It may hold what was
    typed: as a text it tells its class and nothing of it.
    """

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.__repr__ = Refusal.__repr__  # type: ignore[method-assign] # before `dataclass` makes one with the fields

    def __repr__(self) -> str:
        return f"{type(self).__name__}(…)"

    def __str__(self) -> str:
        return ""
