"""What is stored is what was read."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from model.event import (
    AttendanceMode,
    Event,
    EventStatus,
    Listing,
    Occurrence,
    Offer,
    Per,
    Place,
)
from pipeline.codec import from_json, to_json

MOMENTS = st.datetimes(timezones=st.just(UTC))
PLACES = st.none() | st.builds(
    Place, name=st.text(), latitude=st.none() | st.floats(-90, 90), longitude=st.none()
)
OFFERS = st.builds(
    Offer,
    price=st.none() | st.floats(0, 1e6),
    per=st.none() | st.sampled_from(Per),
    is_accessible_for_free=st.none() | st.booleans(),
    evidence=st.text(),
)
EVENTS = st.builds(
    Event,
    name=st.text(),
    description=st.text(),
    keywords=st.lists(st.text()).map(tuple),
    location=PLACES,
    offers=st.lists(OFFERS, max_size=3).map(tuple),
    event_status=st.sampled_from(EventStatus),
    event_attendance_mode=st.none() | st.sampled_from(AttendanceMode),
)
OCCURRENCES = st.builds(
    Occurrence,
    start_date=MOMENTS,
    end_date=st.none() | MOMENTS,
    all_day=st.booleans(),
    event_status=st.sampled_from(EventStatus),
    name=st.text(),
)
LISTINGS = st.builds(
    Listing,
    source=st.text(),
    uid=st.text(),
    event=EVENTS,
    occurrences=st.lists(OCCURRENCES, max_size=3).map(tuple),
    sequence=st.integers(0, 99),
    raw=st.text(),
)


@given(LISTINGS)
def test_a_listing_survives_the_store(listing):
    """To JSON and back is the same record."""
    assert listing == from_json(to_json(listing), listing.raw)


def test_a_local_time_keeps_its_offset():
    """Seven in the evening stays seven in the evening."""
    start = datetime.fromisoformat("2026-03-10T19:00:00-05:00")
    listing = Listing(
        source="a", uid="1", event=Event(name="x"), occurrences=(Occurrence(start_date=start),)
    )

    assert start.isoformat() == from_json(to_json(listing)).occurrences[0].start_date.isoformat()
