"""Letters of a family, filled in with what it told us itself: never with what only the roster knows."""

from dataclasses import replace

from services.claims.documents.case import Case, Wish
from services.claims.family import Spouse
from services.claims.model import Claim, Doing, Event, Kind, Relation
from services.paper.letters import Account, DeathLetterRequest, HeirLetterRequest, Person, ProxyLetter
from services.region import Region
from services.words import Words

_MOST_HEIRS = 8
_HEIRS = frozenset({Relation.SPOUSE, Relation.CHILD, Relation.PARENT, Relation.SIBLING})
"""Submitters who may themselves stand on the list of heirs."""


def letter(
    wish: Wish, case: Case, words: Words, region: Region
) -> Account | ProxyLetter | HeirLetterRequest | DeathLetterRequest:
    """The letter of this kind. Raises KeyError for what is no letter."""
    claim = case.claim
    match wish:
        case Wish.ACCOUNT:
            return _account(claim, words)
        case Wish.PROXY:
            return _proxy(claim, words, region)
        case Wish.HEIRS:
            return _heirs(claim, words)
        case Wish.DEATH:
            return _death(claim, words)
    raise KeyError(wish)


def _participant(claim: Claim) -> Person:
    return Person(name=claim.details.about, nik=claim.details.nik)


def _submitter(claim: Claim, words: Words) -> Person:
    details = claim.details
    relation = "" if details.relation is Relation.SELF else words.label("claim_relation", details.relation.value)
    return Person(name=details.name, relation=relation, phone=words.environment.filters["telepon"](details.phone))


def _account(claim: Claim, words: Words) -> Account:
    details = claim.details
    is_told = claim.event is not Event.ILLNESS and details.doing is not Doing.UNKNOWN
    doing = "" if not is_told else words.label("claim_doing", details.doing.value)
    teller = None if details.relation is Relation.SELF else _submitter(claim, words)
    return Account(
        participant=_participant(claim),
        teller=teller,
        day=details.day if details.day_is_exact else None,
        hour=details.hour,
        place=details.place,
        doing=doing,
        happened=details.words,
        number=claim.number,
    )


def _proxy(claim: Claim, words: Words, region: Region) -> ProxyLetter:
    """An heir gives it to somebody; whoever submits for others receives it."""
    submitter = _submitter(claim, words)
    is_proxy = claim.details.relation is Relation.NOT_FAMILY
    return ProxyLetter(
        giver=Person() if is_proxy else submitter,
        receiver=submitter if is_proxy else Person(),
        participant=_participant(claim),
        matter=words.label("claim_kind", claim.kind.value),
        day=claim.details.day if claim.details.day_is_exact else None,
        is_death=claim.event is Event.DEATH,
        office=region.office_name("branch"),
        number=claim.number,
    )


def _heirs(claim: Claim, words: Words) -> HeirLetterRequest:
    return HeirLetterRequest(
        applicant=_submitter(claim, words),
        deceased=_participant(claim),
        heirs=_list_of_heirs(claim, words),
        died=claim.details.day if claim.details.day_is_exact else None,
        number=claim.number,
    )


def _list_of_heirs(claim: Claim, words: Words) -> tuple[Person, ...]:
    """The submitter where they are one, and an empty row for each other that was told of."""
    family, relation = claim.details.family, claim.details.relation
    rows = [replace(_submitter(claim, words), phone="")] if relation in _HEIRS else []
    if family.spouse is Spouse.REGISTERED and relation is not Relation.SPOUSE:
        rows.append(Person(relation=words.label("claim_relation", Relation.SPOUSE.value)))
    children = (family.children or 0) - (relation is Relation.CHILD)
    rows += [Person(relation=words.label("claim_relation", Relation.CHILD.value)) for _ in range(max(0, children))]
    rows += [Person(relation=words.label("claim_relative", one.value)) for one in sorted(family.others, key=str)]
    return tuple(rows[:_MOST_HEIRS])


def _death(claim: Claim, words: Words) -> DeathLetterRequest:
    """Where and when an accident was noted in its first hour is not where and when somebody died of it."""
    is_there = claim.kind is not Kind.DEATH_BY_WORK
    return DeathLetterRequest(
        applicant=_submitter(claim, words),
        deceased=_participant(claim),
        died=claim.details.day if claim.details.day_is_exact else None,
        died_in=claim.details.place if is_there else "",
        hour=claim.details.hour if is_there else "",
        number=claim.number,
    )
