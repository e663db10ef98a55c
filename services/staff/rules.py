"""The roles of the staff, and the table of what a role may do."""

from datetime import timedelta
from enum import StrEnum


class Role(StrEnum):
    """What someone is at the help desk."""

    AGENT = "agent"
    SUPERVISOR = "supervisor"
    OFFICER = "officer"
    ADMIN = "admin"


class Act(StrEnum):
    """Something that only some roles may do."""

    LIST_CLAIMS = "list_claims"
    SHOW_CLAIM = "show_claim"
    MOVE_CLAIM = "move_claim"
    EXPORT_CLAIMS = "export_claims"
    HAND_OVER_CLAIM = "hand_over_claim"
    RECORD_DECISION = "record_decision"
    ASSIGN_CLAIM = "assign_claim"
    HOLD_CLAIM = "hold_claim"
    UNLOCK_LOOKUPS = "unlock_lookups"
    CONFIRM_PEOPLE = "confirm_people"
    IMPORT_ROSTER = "import_roster"
    HANDLE_DEAD_LETTERS = "handle_dead_letters"
    KEEP_STAFF = "keep_staff"
    READ_QUEUE = "read_queue"
    ANSWER_CONVERSATION = "answer_conversation"
    TRANSFER_CONVERSATION = "transfer_conversation"
    CLOSE_CONVERSATION = "close_conversation"
    NOTE_CONVERSATION = "note_conversation"
    ENTER_CALLER = "enter_caller"
    EDIT_TEMPLATES = "edit_templates"
    SEARCH_CONVERSATIONS = "search_conversations"
    SEE_TRANSCRIPT = "see_transcript"
    LOOK_UP_PEOPLE = "look_up_people"
    GRANT_LOOKS = "grant_looks"
    ASK_EXPORT = "ask_export"
    APPROVE_EXPORT = "approve_export"
    SEE_OVERSIGHT = "see_oversight"
    SEE_AUDIT = "see_audit"
    SEE_RIGHTS = "see_rights"
    SEE_WHOLE_RECORD = "see_whole_record"


_CLAIMS = frozenset({Act.LIST_CLAIMS, Act.SHOW_CLAIM, Act.MOVE_CLAIM})
_HAND_OVER = frozenset({Act.HAND_OVER_CLAIM, Act.RECORD_DECISION, Act.EXPORT_CLAIMS})

_DESK = frozenset(
    {
        Act.READ_QUEUE,
        Act.ANSWER_CONVERSATION,
        Act.TRANSFER_CONVERSATION,
        Act.CLOSE_CONVERSATION,
        Act.NOTE_CONVERSATION,
        Act.ENTER_CALLER,
        Act.SEARCH_CONVERSATIONS,
        Act.SEE_TRANSCRIPT,
        Act.LOOK_UP_PEOPLE,
    }
)
_LEAD = frozenset(
    {
        Act.ASSIGN_CLAIM,
        Act.HOLD_CLAIM,
        Act.UNLOCK_LOOKUPS,
        Act.CONFIRM_PEOPLE,
        Act.EDIT_TEMPLATES,
        Act.GRANT_LOOKS,
        Act.ASK_EXPORT,
        Act.APPROVE_EXPORT,
        Act.SEE_OVERSIGHT,
        Act.SEE_AUDIT,
        Act.SEE_RIGHTS,
        Act.SEE_WHOLE_RECORD,
    }
)

RIGHTS: dict[Role, frozenset[Act]] = {
    Role.AGENT: _CLAIMS | _DESK,
    Role.SUPERVISOR: _CLAIMS | _DESK | _HAND_OVER | _LEAD,
    # The programme officer keeps the roster and proves what was done, and does not sit at the desk. That is why he
    # reads the audit: supervisors grant looks and approve exports, and somebody outside the desk must be able to check
    # them. The rows hold internal ids only, so nobody is looked at by reading them.
    Role.OFFICER: _HAND_OVER
    | {
        Act.LIST_CLAIMS,
        Act.SHOW_CLAIM,
        Act.IMPORT_ROSTER,
        Act.ASK_EXPORT,
        Act.SEE_AUDIT,
    },
    Role.ADMIN: frozenset(Act),
}


def roles_for(act: Act) -> tuple[Role, ...]:
    """The roles that may do this."""
    return tuple(role for role in Role if act in RIGHTS[role])


class Reason(StrEnum):
    """Why staff looks at a person's data: a list, so that nothing personal is typed into the record of looks."""

    CALL = "telepon"
    VISIT = "datang"
    FILE = "berkas"
    RIGHTS = "hak"
    COMPLAINT = "keluhan"
    REPORT = "laporan"


IDLE = timedelta(minutes=10)
"""Without a deed for so long a session is locked: the screen of a shared computer must not stay readable."""
SESSION_LASTS = timedelta(hours=10)
"""A working day."""
LINK_LASTS = timedelta(hours=48)
CODE_LASTS = timedelta(minutes=15)
SEEN_EVERY = timedelta(seconds=30)
"""How exactly the last deed is known."""

SHORTEST_PASSWORD, LONGEST_PASSWORD = 12, 128
"""NIST SP 800-63B asks for length and a list of common ones, not for kinds of signs."""
COMMON_PASSWORDS = frozenset(
    {
        "abcd", "abcdef", "abcdefgh", "abcdefghijkl", "admin", "administrator", "agustus", "asdf", "asdfgh",
        "asdfghjkl", "bismillah", "bontang", "bpjs", "bpjsketenagakerjaan", "disnaker", "disnakertrans", "dinas",
        "indonesia", "indonesiaraya", "iloveyou", "jakarta", "kabupaten", "kalimantan", "kaltim", "kantor",
        "katasandi", "ketenagakerjaan", "kutai", "kutaitimur", "kutim", "letmein", "merdeka", "pancasila", "password",
        "passw", "petugas", "qazwsx", "qwer", "qwerty", "qwertyuiop", "rahasia", "sandi", "sangatta", "santun",
        "sayang", "selamat", "semangat", "telegram", "timur", "welcome", "zxcv", "zxcvbnm", "alhamdulillah", "sayangku",
    }
)  # fmt: skip
"""What is tried first here, without digits and signs; a password of nothing but these does not pass."""


class Guess(StrEnum):
    """What attempts are counted by."""

    NAME = "name"
    BROWSER = "browser"
    """One that let this very name in before."""
    ADDRESS = "address"
    CHAT = "chat"


FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=15), timedelta(minutes=15)
FREE_FAILURES: dict[Guess, int] = {Guess.NAME: 2, Guess.BROWSER: 2, Guess.ADDRESS: 9, Guess.CHAT: 2}
"""Failures before the first pause. A whole office shares an address: three slips of three people are no attack."""
