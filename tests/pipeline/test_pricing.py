"""What announcements say about money."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.event import Event, Listing, Offer, Per
from model.offer import price_per_couple
from pipeline.pricing import price, read_prices

FOR_TWO = [
    ("$30/couple", 30), ("£40 per couple", 40), ("$99 pp", 198), ("$25 per person", 50),
    ("$10 each", 20), ("$60 for two", 60), ("$120/pair", 120), ("$15 per household", 15),
    ("$15 per family", 15), ("$1,250 per couple", 1250), ("$45 a couple", 45),
    ("Couples: $50", 50), ("Couples $40, individuals $25", 40), ("$20-$25", 40),
    ("sliding scale $10–25", 20), ("members $5 / non-members $8", 16),
    ("$12 adv / $15 door", 24), ("early bird $275, after Jan 5 $325", 550),
    ("tickets from $20", 40), ("25 USD", 50), ("€15", 30), ("CA$20", 40), ("$18 + fees", 36),
    ("$14 adults, $7 kids", 28), ("$25/person ($15/students)", 50), ("20 dollars at the door", 40),
    ("$20 por pareja", 20), ("$90 per couple for the series", 90), ("Cost is $7.50 per adult", 15),
    ("Tickets are $35 per person or $60 per couple", 60), ("$85 for the two of you", 85),
    ("General admission $15, seniors $10", 30), ("$50 per pair, materials included", 50),
]  # fmt: skip
FREE = [
    "Free", "FREE!", "free admission", "no charge", "Free, donations welcome", "Free and open to all",
    "suggested donation $5", "$5 suggested donation", "pay what you can", "Cost: Free", "It is free!",
    "This event is free and open to the public", "No cover", "by donation", "entrada libre", "Gratis",
    "A free concert on the lawn", "Admission is free", "free will offering", "There is no cost",
]  # fmt: skip
UNKNOWN = [
    "$500 prize", "we raised $5,000", "$5 off", "free parking", "gluten-free", "feel free to come",
    "free Wi-Fi", "toll-free", "smoke-free", "childcare $10", "deposit $50", "$2 million grant",
    "sugar free", "free your mind", "value $40", "$10 per child", "win $100", "up to $300 in prizes",
    "a $50 gift card", "worth $25", "under 2 are free", "room 30", "call 555 0100", "", "members only",
    "parking $5", "alcohol-free bar", "budget of $40,000", "$20 per hour", "kids are FREE",
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FOR_TWO)
def test_what_two_people_pay(text, expected):
    """A price per person counts twice, one for a couple once."""
    found = price_per_couple(read_prices(text))

    assert found is not None
    assert (expected, False) == (found.price, found.is_free)


@pytest.mark.parametrize("text", FREE)
def test_free_is_free(text):
    """What costs nothing, or only what one gives, is free."""
    found = price_per_couple(read_prices(text))

    assert found is not None
    assert found.is_free


@pytest.mark.parametrize("text", UNKNOWN)
def test_what_is_no_price_leaves_the_price_unknown(text):
    """Prizes, discounts, deposits and the word free in other senses are no price."""
    assert price_per_couple(read_prices(text)) is None


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
