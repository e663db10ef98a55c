"""How the terminal tells what follows from a claim by the rules of its day."""

from bot.cli.wording import say
from services.benefits.model import Line
from services.claims.messages import ClaimSums
from services.words.filters import rupiah


def sums_text(sums: ClaimSums | None) -> str:
    """Line by line with the source, as at the console; empty where nothing can be reckoned yet."""
    if sums is None or sums.reckoning is None:
        return ""
    found = sums.reckoning
    words = "desk_claim_sums"
    month = [say(words, "monthly")] if sums.by_month else []
    total = f"{say(words, 'total')}: {_about(rupiah(found.total), is_about=found.is_about)}"
    others = (("if_work", found.if_work, False), ("if_short", found.if_short, True))
    told = [f"{say(words, key)}: {_about(rupiah(sum_), is_about=about)}" for key, sum_, about in others if sum_]
    more = [_sum(line) for line in (*found.ceilings, *found.grant)]
    cautions = [say("caution", one.value) for one in sums.cautions]
    return "\n".join([*month, *map(_sum, found.lines), total, *told, *more, *cautions])


def _sum(line: Line) -> str:
    source = line.rule.source
    read_in = say("told_by", source.told_by.value) if source.told_by else f"{source.law} {source.article}".strip()
    sure = "" if line.is_certain else f" · {say('desk_claim_sums', 'uncertain')}"
    amount = say("desk_claim_sums", "no_limit") if line.amount is None else rupiah(line.amount)
    return f"{say('item', line.item.value)}: {_about(amount, is_about=line.is_about)} ({read_in}{sure})"


def _about(amount: str, *, is_about: bool) -> str:
    return say("desk_claim_sums", "about", amount=amount) if is_about else amount
