"""What can go wrong with a file that was put away."""


class FileMissing(Exception):
    """The store is there, and nothing of that name is in it."""


class FileSpoiled(Exception):
    """What lies under that name does not open: other bytes than we put there, or sealed with another key."""


class StoreAway(Exception):
    """The store does not answer, has no room, or does not let us in; the same may well succeed later.

    Tells the kind of the library's error, never its text, which holds addresses.
    """
