"""What announcements say about money."""

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.event import Event, Listing, Offer, Per
from model.offer import for_two, price_per_couple
from pipeline.normalize import normalize
from pipeline.pricing import price, read_prices

PHRASES = [
    tuple(part.strip() for part in line.split(" | "))
    for line in (Path(__file__).parent / "price_phrases.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
READ = Path(__file__).parent / "prices_read.csv"


def counted(offers):
    """The price that a couple would use, whom it is for, and the highest of its range."""
    found = price_per_couple(offers)
    if found is None:
        return "?", "-"
    if found.is_free:
        return "free", "-"
    open_to_all = [one for one in offers if one.price is not None and not one.eligible]
    offer = min(open_to_all, key=for_two)
    return f"{offer.price:g}", offer.per.value if offer.per else "-"


@pytest.mark.parametrize("phrase", PHRASES, ids=[phrase[0] for phrase in PHRASES])
def test_what_is_said_of_money_is_understood(phrase):
    """Price, whom it is for and free are read from each phrase; no sum that is no price."""
    text, price_, per, *highest = phrase
    offers = read_prices(text)

    assert (price_, per) == counted(offers)
    if highest:
        tops = {one.price_max or one.price for one in offers if not one.eligible}
        assert max(tops) == float(highest[0])


def test_there_are_phrases_enough():
    """The table is as long as the measure needs it."""
    assert len(PHRASES) >= 250


@given(
    st.sampled_from(["$", "£", "€", "US$", "CA$"]),
    st.integers(1, 1500),
    st.sampled_from(["", ".00", ".50"]),
    st.sampled_from(
        [
            (" per couple", 1),
            ("/couple", 1),
            (" for two", 1),
            (" per person", 2),
            (" pp", 2),
            (" each", 2),
            (" a couple", 1),
            (" per pair", 1),
            (" a head", 2),
            ("", 2),
        ]
    ),
    st.sampled_from(["", "Cost: ", "Tickets are ", "Dinner and a show, ", "Costs just "]),
    st.sampled_from(["", ".", "! Free parking.", ", childcare $5 per child", " (deposit $20)"]),
)
def test_a_price_in_any_shape_counts_for_two(sign, whole, cents, whom, before, after):
    """Sign, cents, lead and what else costs something do not change what two people pay."""
    words, times = whom
    found = price_per_couple(read_prices(f"{before}{sign}{whole}{cents}{words}{after}"))

    assert found is not None
    assert found.price == times * float(f"{whole}{cents}")


@pytest.mark.checkout
def test_prices_of_real_announcements_are_read_as_a_reader_would(shared, monkeypatch):
    """Of announcements that name money, read by hand, at least 93 of 100 are right."""
    monkeypatch.syspath_prepend(str(Path(__file__).parents[2] / "benchmarks"))
    from corpus import announcements

    with READ.open(encoding="utf-8", newline="") as file:
        expected = {row["id"]: row["price_for_two"] for row in csv.DictReader(file)}
    found = {}
    for listing in announcements():
        if listing.uid in expected:
            cost = price_per_couple(price(normalize(listing)).event.offers)
            free = cost is not None and cost.is_free
            found[listing.uid] = "?" if cost is None else "free" if free else f"{cost.price:g}"
    wrong = {uid: (expected[uid], found[uid]) for uid in expected if expected[uid] != found[uid]}

    assert len(expected) >= 300
    assert len(wrong) <= 0.07 * len(expected), wrong


def test_a_past_deadline_no_longer_counts():
    """The early price holds until its day; then the later one does."""
    offers = read_prices("Early bird $100 per couple until March 1, then $130", date(2027, 3, 20))

    assert date(2027, 3, 1) == offers[0].valid_through
    assert 100 == price_per_couple(offers, date(2027, 3, 1)).price
    assert 130 == price_per_couple(offers, date(2027, 3, 2)).price


def test_the_later_price_says_until_when_the_early_one_holds():
    """What costs more after a day costs less until that day."""
    offers = read_prices("early bird $275, after Jan 5 $325", date(2027, 2, 12))

    assert [date(2027, 1, 5), None] == [one.valid_through for one in offers]
    assert 650 == price_per_couple(offers, date(2027, 1, 6)).price


def test_who_may_have_a_price_is_kept():
    """A member's price is shown with its condition and is nobody else's."""
    offers = read_prices("$15 ($10 for members)")

    assert [(15.0, ""), (10.0, "members")] == [(one.price, one.eligible) for one in offers]


def test_a_range_whose_lowest_is_for_some_only_is_told_apart():
    """A field that states 6 to 12, and says that 6 is for students, costs others 12."""
    offer = Offer(price=6.0, price_max=12.0, price_currency="USD", evidence="$12, students $6")
    event = Event(name="Contra Dance", offers=(offer,))
    found = price(Listing(source="a", uid="1", event=event)).event.offers

    assert {(12.0, ""), (6.0, "students")} == {(one.price, one.eligible) for one in found}
    assert 24 == price_per_couple(found).price


def test_the_text_says_more_than_the_field():
    """A bare sum in the price field takes its meaning from the announcement's words."""
    event = Event(
        name="Supper", description="Supper is $40 per couple.", offers=(Offer(evidence="$40"),)
    )
    [offer] = price(Listing(source="a", uid="1", event=event)).event.offers

    assert (40.0, Per.COUPLE) == (offer.price, offer.per)


def test_the_words_are_kept():
    """Every offer says what it was read from."""
    (offer,) = read_prices("Dinner and a dance.\nTickets $30 per couple at the door.\nParking $5")

    assert (30.0, Per.COUPLE, "USD") == (offer.price, offer.per, offer.price_currency)
    assert offer.evidence == "Tickets $30 per couple at the door."


def test_the_sources_own_offer_goes_first():
    """Text is read only where the source states no offer."""
    event = Event(name="Supper", description="$99 pp", offers=(Offer(price=20.0),))
    listing = Listing(source="a", uid="1", event=event)

    assert [20.0] == [offer.price for offer in price(listing).event.offers]


@given(st.text())
def test_any_text_gives_sane_offers_and_settles(text):
    """No crash, no negative price, and a second reading changes nothing."""
    listing = Listing(source="a", uid="1", event=Event(name="x", description=text))
    once = price(listing)

    assert all(offer.price is None or offer.price >= 0 for offer in once.event.offers)
    assert once == price(once)
