"""An event stays the one that it is: through other ids, other titles and one cancelled night."""

from dataclasses import replace
from datetime import timedelta

from small_town import NOW, listing

from model.event import EventStatus
from pipeline.catalogue import Catalogue


def test_other_ids_for_the_same_announcements(town):
    """A calendar that moves keeps its events and a host's word on them; nothing has vanished."""
    titles = [f"Evening {n}" for n in "one two three four five six seven eight".split()]
    town.run(*(listing(f"old-{n}", title, days=n + 2) for n, title in enumerate(titles)))
    before = town.query("SELECT name, id FROM events ORDER BY name")
    hidden = {"source": "grange", "uid": "old-0", "field": "hidden", "value": "1"}
    with Catalogue(town.path) as catalogue:
        catalogue.correct([{**hidden, "replaced": "", "by": "host", "at": NOW.isoformat()}])
    report = town.run(*(listing(f"new-{n}", title, days=n + 2) for n, title in enumerate(titles)))

    assert report.sources[0].promoted
    assert (0, 8, 0) == (report.sources[0].new, report.sources[0].changed, report.sources[0].gone)
    assert before == town.query("SELECT name, id FROM events ORDER BY name")
    assert [{"name": "Evening one"}] == town.query("SELECT name FROM events WHERE hidden = 1")


def test_two_that_look_alike_are_not_taken_for_each_other(town):
    """Where title and time do not tell which is which, an absence is an absence."""
    town.run(listing("a"), listing("b"))
    town.run(listing("c"))

    assert [{"state": "live", "uid": uid} for uid in "abc"] == town.query(
        "SELECT state, uid FROM listings ORDER BY uid"
    )


def test_one_cancelled_night_does_not_cancel_the_series(town):
    """Whether the site says so in a field or in the title; all nights cancelled are the event."""
    nights = [listing(str(n), days=3 + 7 * n) for n in range(3)]
    told = replace(nights[0].event, event_status=EventStatus.CANCELLED)
    titled = replace(nights[2].event, name="CANCELLED: Barn Dance")
    status = "SELECT event_status FROM occurrences ORDER BY starts_at"
    town.run(*nights)
    before = town.query("SELECT id FROM events")
    town.run(replace(nights[0], event=told), nights[1], replace(nights[2], event=titled))
    some = [row["event_status"] for row in town.query(status)]

    assert ["cancelled", "scheduled", "cancelled"] == some
    assert [{**before[0], "name": "Barn Dance", "event_status": "scheduled"}] == town.query(
        "SELECT id, name, event_status FROM events"
    )

    town.run(*(replace(night, event=told) for night in nights))
    assert [{"event_status": "cancelled"}] == town.query("SELECT event_status FROM events")


def test_a_series_keeps_its_id_when_a_night_of_it_parts(town):
    """Last night keeps the old title; the event that couples have saved goes on with the rest."""
    nights = [listing(str(n), days=7 * n) for n in range(4)]
    town.run(*nights)
    (before,) = town.query("SELECT id FROM events")
    renamed = [listing(str(n), "Barn Ball", days=7 * n) for n in range(1, 4)]
    town.run(*renamed, now=NOW + timedelta(hours=20))

    assert [before] == town.query("SELECT id FROM events WHERE name = 'Barn Ball'")
    assert 2 == len(town.query("SELECT id FROM events"))
