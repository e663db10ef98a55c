"""A polite no: the caller did nothing wrong with us, we just cannot do it, and we say how to go on."""


class Refusal(Exception):
    """Base of every polite no. Subclass as `@dataclass(eq=False)`; a template of the same name says it.

    A verb raises it before it writes anything, so the door may say it in the same transaction.
    """
