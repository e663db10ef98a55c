"""From a case to the bytes of a document; what takes seconds, so outside any transaction."""

from collections.abc import AsyncIterator

from services.benefits.heirs import Relative
from services.benefits.model import Line, Reckoning
from services.benefits.rules import Rule
from services.claims.documents.case import LETTERS, Case, Wish
from services.claims.documents.letters import letter
from services.claims.documents.picture import picture
from services.claims.documents.receipt import STATES, named, receipt
from services.claims.family import Heirs, heirs_of
from services.claims.model import Details, Event
from services.claims.papers.model import Page
from services.claims.rules import doing_label
from services.files.model import FileMissing, FileSpoiled
from services.files.service import Vault
from services.paper.claim import CompleteFile, Fact, FiledPaper, HeirOrder, RankedHeir, Sum
from services.paper.letters import Person
from services.paper.messages import PaperTooLong
from services.paper.printing import MOST_PICTURES, Document
from services.paper.service import Paper as Press
from services.pictures.service import Pictures
from services.refusals import Refusal
from services.region import Region
from services.words import Words

_ORDERS = (HeirOrder.FAMILY, HeirOrder.BLOOD, HeirOrder.SIBLINGS, HeirOrder.IN_LAWS, HeirOrder.WILL)
"""By the rank of the law, from 1 on."""

MOST_SIDES = 600
"""Of all papers in one file; each is opened in a child of its own, a third of a second long."""


class Maker:
    """Makes documents of claims."""

    def __init__(self, words: Words, region: Region, press: Press, shelf: tuple[Vault, Pictures]) -> None:
        self._words, self._region, self._press = words, region, press
        self._files, self._pictures = shelf

    async def made(self, wish: Wish, case: Case) -> bytes:
        """What a family asked for: PDF, the picture as PNG. Raises PaperTooLong."""
        return await self._press.document(self._document(wish, case))

    async def complete_file(self, case: Case) -> bytes:
        """*Berkas lengkap* for the branch, with every page of every paper. Raises PaperTooLong and StoreAway."""
        words, claim = self._words, case.claim
        heirs = heirs_of(claim.details.family)
        return await self._press.document(
            CompleteFile(
                operator=case.operator,
                number=claim.number,
                matter=words.label("claim_kind", claim.kind.value),
                participant=self._participant(case),
                submitter=self._submitter(case),
                office=self._region.office_name("branch"),
                made_at=case.now,
                made_by=case.by,
                code=claim.number,
                kpj=(case.participant.kpj or "") if case.participant else "",
                is_death=claim.event is Event.DEATH,
                event_day=claim.details.day if claim.details.day_is_exact else None,
                facts=self._facts(case),
                heirs=self._heirs(heirs, claim.details) if claim.event is Event.DEATH else (),
                attention=tuple(words.label("claim_trouble", trouble.value) for trouble in heirs.troubles),
                sums=self._sums(case.sums) if case.sums else (),
                total=words.environment.filters["rupiah"](case.sums.total) if case.sums else "",
                cautions=tuple(words.label("caution", one.value) for one in case.sums.cautions) if case.sums else (),
                papers=tuple([paper async for paper in self._papers(case)]),
                missing=tuple(words.label("paper", paper.value) for paper in case.papers.missing),
            )
        )

    def _document(self, wish: Wish, case: Case) -> Document:
        if wish in LETTERS:
            return letter(wish, case, self._words, self._region)
        make = receipt if wish is Wish.RECEIPT else picture
        return make(case, self._words, self._region)

    def _participant(self, case: Case) -> Person:
        """The roster's words, where the claim is about somebody on it; else what the family told."""
        known, details = case.participant, case.claim.details
        if known is None:
            return Person(name=details.about, nik=details.nik)
        return Person(
            name=known.name,
            nik=known.nik.number,
            born=known.born,
            work=known.occupation or "",
            address=", ".join(part for part in (known.address, known.village, known.district) if part),
        )

    def _submitter(self, case: Case) -> Person:
        details = case.claim.details
        relation = self._words.label("claim_relation", details.relation.value)
        phone = self._words.environment.filters["telepon"](details.phone)
        return Person(name=details.name, relation=relation, phone=phone)

    def _facts(self, case: Case) -> tuple[Fact, ...]:
        words, details = self._words, case.claim.details
        told = (
            ("doing", words.label(doing_label(case.claim.event), details.doing.value)),
            ("where", words.label("claim_where", details.where.value) if details.where else ""),
            ("hour", details.hour),
            ("place", details.place),
            ("words", details.words),
        )
        return tuple(Fact(words.label("claim_fact", key), value) for key, value in told if value)

    def _heirs(self, heirs: Heirs, told: Details) -> tuple[RankedHeir, ...]:
        """Those of the first rank that is there, in the order of the law; by name the one who submits."""
        order = _ORDERS[heirs.rank - 1] if heirs.rank else HeirOrder.UNKNOWN
        first = ((one, self._heir(one, told)) for one in heirs.in_order)
        return tuple(RankedHeir(heir, order, self._note(one, heirs, told)) for one, heir in first)

    def _heir(self, one: Relative, told: Details) -> Person:
        name = told.name if told.relation.value == one.value else ""
        return Person(name=name, relation=self._words.label("claim_relative", one.value))

    def _note(self, one: Relative, heirs: Heirs, told: Details) -> str:
        """How many children there are, as the family told, and whether a court must name a guardian."""
        words, count = self._words, told.family.children
        is_counted = one is Relative.CHILD and bool(count)
        children = words.label("claim_fact", "children", count=str(count)) if is_counted else ""
        guardian = words.label("claim_fact", "guardian") if heirs.needs_guardian else ""
        return " ".join(part for part in (children, guardian) if part)

    def _sums(self, sums: Reckoning) -> tuple[Sum, ...]:
        return tuple(self._sum(line) for line in (*sums.lines, *sums.ceilings, *sums.grant))

    def _sum(self, line: Line) -> Sum:
        words = self._words
        amount = words.environment.filters["rupiah"](line.amount) if line.amount is not None else ""
        return Sum(
            words.label("item", line.item.value),
            amount or words.label("claim_fact", "no_limit"),
            self._source(line.rule),
            line.is_certain,
        )

    def _source(self, rule: Rule) -> str:
        """Where it is read, or who told it, and since when it holds."""
        words, source = self._words, rule.source
        read_in = " ".join(part for part in (source.law, source.article) if part)
        if source.told_by is not None:
            told_by = words.label("told_by", source.told_by.value)
            read_in = f"{told_by} ({read_in})" if read_in else told_by
        since = words.environment.filters["tanggal"](rule.since)
        return words.label("claim_fact", "since", source=read_in, day=since)

    async def _papers(self, case: Case) -> AsyncIterator[FiledPaper]:
        """Raises PaperTooLong before more is opened, or held in memory, than one file may show."""
        size, filed = 0, named(case, self._words)
        if sum(page.content.pages for page, _ in filed if page.content) > MOST_SIDES:
            raise PaperTooLong()
        for page, name in filed:
            assert page.content is not None
            pages = tuple(await self._copies(page))
            size += sum(map(len, pages))
            if size > MOST_PICTURES:
                raise PaperTooLong()
            yield FiledPaper(name, page.received_at, page.content.digest, STATES[page.state], pages, page.reason)

    async def _copies(self, page: Page) -> list[bytes]:
        """Its pages as fresh pictures: without the place where they were taken, and without what else a file may
        hold. What cannot be opened any more has a sheet that says so."""
        assert page.content is not None
        try:
            content = await self._files.get(page.content.file)
            return [copy async for copy in self._pictures.pages(content)]
        except (FileMissing, FileSpoiled, Refusal):
            return []
