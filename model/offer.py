"""What two people would pay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from model.event import Offer, Per


@dataclass(frozen=True, slots=True)
class PriceForTwo:
    """The least that a couple would pay.

    Attributes:
        price: in `price_currency`; 0 when it is free.
        price_currency: ISO 4217 code, "" when not stated.
        is_free: nobody has to pay.
    """

    price: float
    price_currency: str
    is_free: bool


def price_per_couple(offers: Sequence[Offer], today: date | None = None) -> PriceForTwo | None:
    """What two people would pay under the cheapest of *offers*; None when nothing is stated.

    A price per person, or for nobody in particular, counts twice; one per couple or household
    counts once.  An unknown price is never free.  What only some may have, such as members, and
    what could be bought until a day before *today* only, does not count.

    >>> price_per_couple([Offer(price=20, per=Per.PERSON), Offer(price=30, per=Per.COUPLE)]).price
    30.0
    >>> price_per_couple([]) is None
    True
    """
    everybody = [offer for offer in offers if not offer.eligible]
    offers = [offer for offer in everybody if not _over(offer, today)] or everybody
    priced = [offer for offer in offers if offer.price is not None]
    if any(offer.is_accessible_for_free for offer in offers) or any(o.price == 0 for o in priced):
        return PriceForTwo(0.0, next((o.price_currency for o in priced), ""), is_free=True)
    if not priced:
        return None
    cheapest = min(priced, key=for_two)
    return PriceForTwo(for_two(cheapest), cheapest.price_currency, is_free=False)


def _over(offer: Offer, today: date | None) -> bool:
    return today is not None and offer.valid_through is not None and offer.valid_through < today


def for_two(offer: Offer) -> float:
    """What two people would pay under *offer*, whose price is stated."""
    assert offer.price is not None
    once = offer.per in (Per.COUPLE, Per.HOUSEHOLD)
    return float(offer.price) if once else 2.0 * offer.price
