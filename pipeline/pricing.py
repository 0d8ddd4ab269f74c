"""What it costs, read from structured offers and from the announcement's words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from price_parser import Price

from model.event import Listing, Offer, Per

MAX_EVIDENCE = 120
CURRENCIES = {
    "$": "USD",
    "US$": "USD",
    "CA$": "CAD",
    "C$": "CAD",
    "A$": "AUD",
    "£": "GBP",
    "€": "EUR",
}
NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d{2})?|\d+(?:\.\d{1,2})?"
AMOUNT = rf"(?:(?:US|CA|C|A)?\$|£|€)\s?(?:{NUMBER})|(?:{NUMBER})\s?(?:USD|CAD|GBP|EUR|dollars)\b"
MONEY = re.compile(rf"(?P<low>{AMOUNT})(?:\s?(?:-|–|—|to)\s?(?P<high>{AMOUNT}|{NUMBER})(?![\d%]))?")
PER: tuple[tuple[Per, re.Pattern[str]], ...] = (
    (Per.COUPLE, re.compile(
        r"^\W{0,3}(?:(?:per|a|each|for (?:a|each|every|the)|/)\W?\s?(?:married |engaged )?(?:couple|pair|two\b|duo)|"
        r"(?:for|covers)\s(?:two|2|both)\b|couples?\b|/\s?2\b|(?:por|la)\s?pareja)", re.IGNORECASE)),
    (Per.HOUSEHOLD, re.compile(
        r"^\W{0,3}(?:per|a|for (?:a|the)|/)\W?\s?(?:household|family|families|car|carload|table)",
        re.IGNORECASE)),
    (Per.PERSON, re.compile(
        r"^\W{0,3}(?:(?:per|a|each|for each|/)\W?\s?(?:person|head|adult|guest|individual|"
        r"participant|attendee|student|ticket|seat|player)|pp\b|p/p\b|p\.p\.|each\b|ea\b|"
        r"(?:por|cada)\s?persona|adults?\b|general admission|admission\b|at the door|in advance)",
        re.IGNORECASE)),
)  # fmt: skip
COUPLE_BEFORE = re.compile(
    r"(?:couples?|pairs?|two tickets|for two|parejas?)\W{0,3}(?:is|are|pay|:)?\W{0,3}$",
    re.IGNORECASE,
)
NOT_BEFORE = re.compile(
    r"(?:prizes?|raised?|raising|worth|valued? (?:at|of)?|save|saving|win|winning|won|jackpot|"
    r"deposit(?: of)?|child ?care|babysitting|parking|budget|grants?|goal|scholarships?|over|"
    r"rebate|discount(?: of)?|cover charge for minors|late fee|fee of|fine|loan|salary|"
    r"minimum|membership|dues|donat(?:e|ed|ing)|bond|gift cards?)\W{0,3}(?:is|are|of|:|a|up to)?\W{0,3}$",
    re.IGNORECASE,
)
NOT_AFTER = re.compile(
    r"^\W{0,2}(?:off\b|prizes?|million|billion|[mMkKbB]\b|gift|value|voucher|scholarship|deposit|"
    r"discount|savings?|grant|in prizes|bill|bond|tax|credit|raised|per child|/child|"
    r"for (?:each )?child|for (?:kids|children)|for childcare|child ?care|childcare|parking|"
    r"membership|late fee|materials? fee|hour|/\s?h(?:ou)?r|an hour|per hour|buy-?in|raffle)",
    re.IGNORECASE,
)
MONTHLY = re.compile(r"^\W{0,3}(?:per|a|/)\s?(?:month|year|week|night)", re.IGNORECASE)
FREE = re.compile(
    r"\b(?:(?:is|are|it's|totally|completely|always) free\b(?! of\b)|free (?:and open|admission|entry|event|"
    r"events|to (?:attend|all|the public|join|enter|participate|everyone)|for (?:all|everyone|"
    r"members|the public)|of charge|tickets?|class|classes|concert|workshop|program|lecture|talk|community|show|"
    r"dance|lessons?|public|screening|movie|tour|performance|film|yoga|will offering)|no (?:charge|cost|cover|"
    r"admission fee|fee)\b|free[,;.!]? (?:donations?|but|registration|rsvp|with)|"
    r"(?:admission|cost|price|entry|tickets?|fee|entrada|costo)\W{1,3}(?:is )?(?:free|none|gratis)|gratis|gratuit[oa]|"
    r"donations? (?:welcome|accepted|appreciated|only)|(?:suggested|recommended) donation|"
    r"by donation|free-?will (?:offering|donation)|pay what you (?:can|wish|want)|"
    r"entrada libre)",
    re.IGNORECASE,
)  # fmt: skip
BARE_FREE = re.compile(
    r"^\W*(?:free|gratis|no charge|none|0|\$0(?:\.00)?)\s*(?:$|[,.;:!(*–—-])", re.IGNORECASE
)
NOT_FREE = re.compile(
    r"(?:feel|(?:gluten|sugar|smoke|toll|dairy|nut|alcohol|drug|tax|hands|risk|worry|scent|care|"
    r"younger(?: are)?|under(?: \d+)?(?: are| is)?|(?:kids|children|infants)[^.$\n]{0,30}))\W{0,2}$",
    re.IGNORECASE,
)
SOME_ONLY = r"(?:seniors?|students?|kids?|child(?:ren)?|youth|teens?|members?|under \d+|veterans?)"
RESTRICTED_AFTER = re.compile(
    rf"^[\s/(]{{0,2}}(?:for |per |a )?(?:[A-Z]{{2,5}} )?{SOME_ONLY}\b(?!\W{{0,3}}[$£€])",
    re.IGNORECASE,
)
RESTRICTED_BEFORE = re.compile(
    rf"(?<!non-)(?<!non )(?<!non)\b{SOME_ONLY}(?: \([^)]*\))?\W{{0,3}}(?:pay )?$", re.IGNORECASE
)
DONATION = re.compile(
    r"(?:suggested|recommended|requested)? ?donation[^.$£€]{0,12}$", re.IGNORECASE
)
ALSO_DONATION = re.compile(
    r"^\W{0,3}(?:suggested |recommended |requested )?donation", re.IGNORECASE
)
HINT = re.compile(
    r"[$£€]|\d\s?(?:USD|CAD|GBP|EUR|dollars)|free|no c|donat|gratis|gratuit|pay what|libre|no fee|no adm",
    re.IGNORECASE,
)


def price(listing: Listing) -> Listing:
    """*listing* with its offers completed; doing it twice changes nothing.

    The source's own offers come first, completed from their evidence; only without any are the
    name and the description read.
    """
    event = listing.event
    if event.offers:
        offers = tuple(done for offer in event.offers for done in _complete(offer))
    else:
        offers = read_prices(f"{event.name}\n{event.description}")
    return replace(listing, event=replace(event, offers=offers))


def _complete(offer: Offer) -> Iterator[Offer]:
    """*offer*, or the offers that its words name if it states no price."""
    if offer.price is None and offer.is_accessible_for_free is None:
        if BARE_FREE.match(offer.evidence):
            yield replace(offer, price=0.0, is_accessible_for_free=True)
            return
        if found := read_prices(offer.evidence):
            yield from found
            return
    if offer.price is not None:
        found = read_prices(offer.evidence)
        per = offer.per or next((one.per for one in found if one.per), None)
        yield replace(offer, per=per, is_accessible_for_free=offer.price == 0)
    else:
        yield offer


def read_prices(text: str) -> tuple[Offer, ...]:
    """The offers that *text* names: each price for two people, for one, or for nobody in particular.

    Amounts that are prizes, discounts, deposits, childcare fees or sums raised are no prices.
    What may be given freely ("suggested donation $5", "pay what you can") is free.
    """
    if not HINT.search(text):
        return ()
    found = list(_paid(text))
    everybody = [offer for offer, restricted in found if not restricted]
    paid = tuple(dict.fromkeys(everybody or [offer for offer, _ in found]))
    gift = next((offer for offer in paid if offer.is_accessible_for_free), None)
    if gift:
        return (gift,)
    if paid:
        return paid
    for match in FREE.finditer(text):
        if not NOT_FREE.search(text[max(0, match.start() - 45) : match.start()]):
            return (Offer(price=0.0, is_accessible_for_free=True, evidence=_around(text, match)),)
    if len(text) < 40 and BARE_FREE.match(text):
        return (Offer(price=0.0, is_accessible_for_free=True, evidence=text.strip()),)
    return ()


def _paid(text: str) -> Iterator[tuple[Offer, bool]]:
    """The offers in *text*, and whether each is for some people only, such as members."""
    for match in MONEY.finditer(text):
        before, after = text[max(0, match.start() - 40) : match.start()], text[match.end() :][:40]
        is_price = not (NOT_BEFORE.search(before) or NOT_AFTER.match(after) or MONTHLY.match(after))
        if not is_price and not DONATION.search(before):
            continue
        low, currency = _amount(match["low"])
        high = _amount(match["high"])[0] if match["high"] else None
        evidence = _around(text, match)
        if DONATION.search(before) or ALSO_DONATION.match(after):
            gift = Offer(
                price=0.0, price_currency=currency, is_accessible_for_free=True, evidence=evidence
            )
            yield gift, False
        elif low is not None:
            offer = Offer(
                price=low,
                price_max=high if high is not None and high > low else None,
                price_currency=currency,
                per=_per(before, after),
                is_accessible_for_free=low == 0,
                evidence=evidence,
            )
            some = RESTRICTED_AFTER.match(after) or RESTRICTED_BEFORE.search(before)
            yield offer, bool(some)


def _amount(text: str) -> tuple[float | None, str]:
    found = Price.fromstring(text, decimal_separator=".")
    sign = (found.currency or "").strip()
    name = next((code for code in ("USD", "CAD", "GBP", "EUR") if code in text), "")
    symbol = re.match(r"(?:US|CA|C|A)?[$£€]", text)
    return found.amount_float, CURRENCIES.get(symbol[0] if symbol else sign, name)


def _per(before: str, after: str) -> Per | None:
    if (found := next((per for per, words in PER if words.match(after)), None)) is not None:
        return found
    return Per.COUPLE if COUPLE_BEFORE.search(before) else None


def _around(text: str, match: re.Match[str]) -> str:
    """The words next to *match*, within its sentence or line."""
    start = max(text.rfind("\n", 0, match.start()) + 1, match.start() - 40)
    end = text.find("\n", match.end())
    stop = min(end if end >= 0 else len(text), match.end() + 40)
    return " ".join(text[start:stop].split())[:MAX_EVIDENCE]
