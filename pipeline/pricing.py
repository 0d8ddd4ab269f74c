"""What it costs, read from structured offers and from the announcement's words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from model.event import Listing, Offer, Per
from pipeline import price_words as words
from pipeline.deadlines import last_day
from pipeline.money import Amount, amounts

MAX_EVIDENCE = 160
FREE_OFFER = Offer(price=0.0, is_accessible_for_free=True)


def price(listing: Listing) -> Listing:
    """*listing* with its offers completed; doing it twice changes nothing.

    The source's own offers come first, completed from their evidence.  Name and description are
    read where there are none, and where they say more of a price that the source merely names.
    """
    event = listing.event
    starts = listing.occurrences[0].start_date.date() if listing.occurrences else None
    stated = tuple(done for offer in event.offers for done in _complete(offer, starts))
    if any(offer.price is not None and offer.evidence == "" for offer in event.offers):
        return replace(listing, event=replace(event, offers=stated))
    text = f"{event.name}\n{event.description}"
    told = read_prices(text, starts)
    prices = {offer.price for offer in stated} - {None}
    if not prices or prices & {offer.price for offer in told} or prices <= _sums(text):
        stated = told
    return replace(listing, event=replace(event, offers=stated))


def _sums(text: str) -> set[float]:
    """Every sum that *text* names, be it a price or not."""
    return {amount.low for amount in amounts(text)} if words.HINT.search(text) else set()


def _complete(offer: Offer, starts: date | None) -> Iterator[Offer]:
    """*offer*, or the offers that its words name if it states no price."""
    if offer.price is None and offer.is_accessible_for_free is None:
        if words.BARE_FREE.match(offer.evidence) and not any(amounts(offer.evidence)):
            yield replace(offer, price=0.0, is_accessible_for_free=True)
            return
        if found := read_prices(offer.evidence, starts):
            yield from found
            return
    if offer.price is not None:
        found = read_prices(offer.evidence, starts)
        same = next((one for one in found if one.price == offer.price), Offer())
        if same.eligible and not offer.eligible:
            yield from found
            return
        per = offer.per or same.per or next((one.per for one in found if one.per), None)
        yield replace(
            offer,
            per=per,
            is_accessible_for_free=offer.price == 0,
            valid_through=offer.valid_through or same.valid_through,
        )
    else:
        yield offer


def read_prices(text: str, starts: date | None = None) -> tuple[Offer, ...]:
    """The offers that *text* names, each for two people, for one, or for nobody in particular.

    Amounts that are prizes, discounts, deposits, childcare fees, drinks or sums raised are no
    prices.  What may be given freely ("suggested donation $5", "pay what you can") is free.

    Args:
        starts: the day of the event, for deadlines that name no year.
    """
    if not words.HINT.search(text):
        return ()
    paid = tuple(dict.fromkeys(_inherited(_paid(text, starts))))
    free = _free(text)
    open_to_all = [offer for offer in paid if not offer.eligible]
    gift = next((offer for offer in open_to_all if offer.is_accessible_for_free), None)
    if gift is not None:
        return (gift, *(offer for offer in paid if offer.eligible))
    if (
        free is not None
        and words.EXPLICIT_FREE.search(free.evidence)
        and not any(words.ABOUT_ENTRY.search(offer.evidence) for offer in open_to_all)
    ):
        return (free,)
    if open_to_all:
        return paid
    return (free, *paid) if free is not None else paid


def _free(text: str) -> Offer | None:
    for match in words.FREE.finditer(text):
        before = text[max(0, match.start() - 45) : match.start()]
        word = re.search("free", match[0], re.IGNORECASE)
        after = text[match.start() + word.end() :] if word else text[match.end() :]
        if not (words.NOT_FREE_BEFORE.search(before) or words.FREE_FOR_SOME.match(after)):
            return replace(FREE_OFFER, evidence=_line(text, match))
    short = text.strip()
    if (
        len(short) < 60
        and not words.NOT_FREE_BEFORE.search(re.sub(r"\W*free\W*$", "", short, flags=re.IGNORECASE))
        and (words.BARE_FREE.match(short) or words.FREE_END.search(short))
    ):
        return replace(FREE_OFFER, evidence=short)
    return None


def _line(text: str, match: re.Match[str]) -> str:
    start = text.rfind("\n", 0, match.start()) + 1
    end = text.find("\n", match.end())
    sentence = text[
        max(start, match.start() - 60) : min(end if end >= 0 else len(text), match.end() + 60)
    ]
    return " ".join(sentence.split())[:MAX_EVIDENCE]


def _paid(text: str, starts: date | None) -> Iterator[tuple[Offer, Amount]]:
    """The offers in *text*, each with the amount that it was read from."""
    for amount in amounts(text):
        if _is_gift(amount):
            yield (
                replace(FREE_OFFER, price_currency=amount.currency, evidence=_evidence(amount)),
                amount,
            )
            continue
        if not _is_price(amount):
            continue
        per = _per(amount)
        yield (
            Offer(
                price=amount.low,
                price_max=amount.high,
                price_currency=amount.currency,
                per=per,
                is_accessible_for_free=amount.low == 0,
                evidence=_evidence(amount),
                eligible=_eligible(amount),
                valid_through=last_day(amount.following, starts),
            ),
            amount,
        )


def _is_gift(amount: Amount) -> bool:
    after = words.DONATION_AFTER.match(amount.following)
    return bool(after or words.DONATION_BEFORE.search(amount.preceding[-90:]))


def _evidence(amount: Amount) -> str:
    """The sentence; of a very long one what is next to the amount."""
    if len(amount.evidence) <= MAX_EVIDENCE:
        return amount.evidence
    around = f"{amount.preceding[-50:]}{amount.evidence[len(amount.preceding) :]}"
    return " ".join(around.split())[:MAX_EVIDENCE]


def _is_price(amount: Amount) -> bool:
    if words.NOT_AFTER.match(amount.after) or words.RECURRING.match(amount.after):
        return False
    if words.NOT_BEFORE.search(amount.before) and not words.ENTRY_BEFORE.search(amount.before):
        return False
    return not words.NO_RAFFLE.search(amount.evidence) or bool(
        re.search("admission|entry|dinner", amount.evidence, re.IGNORECASE)
    )


def _eligible(amount: Amount) -> str:
    """Who may pay this, where it is not everybody: "member", "student"."""
    match = words.SOME_AFTER.match(amount.after) or (
        None if amount.after else words.SOME_BEFORE.search(amount.before)
    )
    if match is None:
        return ""
    return (match[1] or "code").casefold()


def _per(amount: Amount) -> Per | None:
    if re.match(r"[^$£€]{0,30}double occupancy", amount.following) and "person" not in amount.after:
        return Per.COUPLE
    if words.TWO_FOR_ONE.search(amount.preceding[-40:]):
        return Per.COUPLE
    for per, pattern in words.PER_AFTER:
        if pattern.search(amount.after):
            return per
    return next((per for per, pattern in words.PER_BEFORE if pattern.search(amount.before)), None)


def _inherited(found: Iterable[tuple[Offer, Amount]]) -> Iterator[Offer]:
    """The offers; tiers of one sentence ("$149 per couple, then $179") are for the same people."""
    pairs = list(found)
    for offer, amount in pairs:
        if offer.per is None and words.TIER.search(f"{amount.before} {amount.after}"):
            siblings = (
                other.per
                for other, theirs in pairs
                if theirs.evidence == amount.evidence and other.per and not other.eligible
            )
            yield replace(offer, per=next(siblings, None))
        else:
            yield offer
