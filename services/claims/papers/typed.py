"""Which paper a few words name: *akta kematian*, *ini kk nya*. The words stand in `labels.toml`, [paper_typed]."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from rapidfuzz.distance import OSA

from services.benefits.papers import Paper
from services.claims.papers.model import Checklist

AROUND = "around"
"""The key of words that may stand around a name."""
_WORDS = re.compile(r"[^\W_]+")
_MOST = 8
"""Words; whoever writes more is saying something else."""
_ITS = "nya"
"""Its, or the: an ending, or a word alone as people type it."""
_ONE_SLIP_FROM = 8
"""Letters of a name in which one slip of the finger is forgiven."""


def papers_named(typed: str, names: Mapping[str, str]) -> frozenset[Paper]:
    """Every paper of this name, when nothing else stands in the text but the words around it."""
    words = [word.removesuffix(_ITS) for word in _WORDS.findall(typed.casefold())]
    if not 0 < len(words) <= _MOST:
        return frozenset()
    around, known = _table(tuple(names.items()))
    said = " ".join(word for word in words if word and word not in around)
    return next((papers for name, papers in known if said == name), None) or _mended(said, known)


def the_one(named: Iterable[Paper], found: Checklist) -> Paper | None:
    """The paper of these that the case asks for; of the grant only what nothing else of it is called like. None where
    several are meant."""
    wanted = set(named)
    for rows in (found.rows, found.grant):
        listed = [row.paper for row in rows if row.paper in wanted]
        if listed:
            return listed[0] if len(listed) == 1 else None
    return None


_Known = tuple[tuple[str, frozenset[Paper]], ...]


@lru_cache(maxsize=4)
def _table(names: tuple[tuple[str, str], ...]) -> tuple[frozenset[str], _Known]:
    listed = {key: [name.strip() for name in line.split(",")] for key, line in names}
    around = frozenset(listed.pop(AROUND))
    known: dict[str, set[Paper]] = {}
    for key, typed in listed.items():
        for name in typed:
            known.setdefault(name, set()).add(Paper(key))
    return around, tuple((name, frozenset(papers)) for name, papers in known.items())


def _mended(said: str, known: _Known) -> frozenset[Paper]:
    if len(said) < _ONE_SLIP_FROM:
        return frozenset()
    near = [papers for name, papers in known if OSA.distance(said, name, score_cutoff=1) <= 1]
    return near[0] if len(near) == 1 else frozenset()
