"""The last sieve before a line is written: takes out whatever looks like a secret or a person's number."""

import re

# In this order. What stands first knows more of what it takes out than what comes after.
MASKS: tuple[tuple[re.Pattern[str], str], ...] = (
    # Telegram's addresses and tokens: /bot123456789:AA…/getUpdates, also in the form of a path with %3A.
    (re.compile(r"/bot[^/\s'\"]+"), "/bot…"),
    (re.compile(r"\b\d{5,}(?::|%3A)[\w-]{20,}", re.IGNORECASE), "…"),
    # The password in postgresql://role:password@host.
    (re.compile(r"://[^/\s@]*:[^\s@]*@"), "://…@"),
    # What libraries append to their messages, if one arrives here as bare text.
    (re.compile(r"DETAIL:.*", re.DOTALL), "…"),
    (re.compile(r"\[parameters:.*", re.DOTALL), "…"),
    (re.compile(r"input_value=.*?, input_type="), "input_value=…, input_type="),
    # Keys and secrets: long, and of letters of both cases and digits.
    (re.compile(r"(?=[\w-]*\d)(?=[\w-]*[A-Z])(?=[\w-]*[a-z])[\w-]{32,}"), "…"),
    # A NIK or card number written in groups, a telephone number written in groups, any long number.
    (re.compile(r"\d(?:[ .-]?\d){14,}"), "…"),
    (re.compile(r"(?:\+?\b62|\b0)[ .-]?8(?:[ .-]?\d){6,}"), "…"),
    (re.compile(r"\d{8,}"), "…"),
)


def masked(text: str) -> str:
    for pattern, instead in MASKS:
        text = pattern.sub(instead, text)
    return text
