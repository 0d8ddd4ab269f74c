"""What an announcement says beside what, when, where and how much."""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_town import listing

from model.event import AttendanceMode, Event, Place
from model.facets import MAX_EVIDENCE, NAMES, RULES, facets
from pipeline.attendance import HYBRID, ONLINE_TITLE, ONLINE_WORDS, ONLY_ONLINE, SCREENS
from pipeline.boilerplate import shared_sentences, without
from pipeline.candidates import candidate_rows
from pipeline.catalogue import Catalogue
from pipeline.facets import event_facets
from pipeline.language import language
from pipeline.normalize import normalize
from pipeline.texts import plain

SAID = [
    ("Childcare is provided.", "childcare", True),
    ("Free childcare for ages 2-8", "childcare", True),
    ("Child care available upon request", "childcare", True),
    ("Babysitting: $5 a child", "childcare", True),
    ("Sorry, no childcare.", "childcare", False),
    ("Childcare is not provided", "childcare", False),
    ("Habrá cuidado de niños disponible", "childcare", True),
    ("SOLD OUT: Couples' Supper", "sold_out", True),
    ("This workshop is now full; join the waitlist.", "sold_out", True),
    ("Limited to 12 couples", "capacity", 12),
    ("Space for 20 people", "capacity", 20),
    ("The hall is wheelchair accessible", "wheelchair_accessible", True),
    ("Step-free access from Mill Lane", "wheelchair_accessible", True),
    ("The loft is not wheelchair accessible", "wheelchair_accessible", False),
    ("ASL interpretation available", "sign_language", True),
    ("Lodging is included", "overnight", True),
    ("A three-night stay by the lake", "overnight", True),
    ("$695 per couple, double occupancy", "overnight", True),
    ("Friday evening to Sunday noon at the abbey... Friday evening - Sunday", "overnight", True),
    ("21+", "age_limit", "21-"),
    ("Ages 18 and over", "age_limit", "18-"),
    ("Adults only", "age_limit", "18-"),
    ("For kids ages 6-12", "age_limit", "6-12"),
    ("All ages welcome", "age_limit", "0-"),
    ("Black tie optional", "dress", "black tie optional"),
    ("Wear comfortable shoes", "dress", "comfortable shoes"),
    ("No partner or experience necessary", "skill", "no partner or experience necessary"),
    ("Beginners welcome!", "skill", "beginners welcome"),
    ("Registration required", "registration_required", True),
    ("No registration required, drop in", "registration_required", False),
    ("Drop-ins welcome", "registration_required", False),
    ("For marriages between one man and one woman", "attendance_rule", "a man and a woman"),
    ("For marriages between one man and one woman", "lgbtq_welcome", False),
    ("Engaged couples only, please", "attendance_rule", "engaged couples"),
    ("You must be validly married to attend", "attendance_rule", "married couples"),
    ("No singles on this one", "attendance_rule", "couples"),
    ("Women only", "attendance_rule", "women"),
    ("An evening for men only", "attendance_rule", "men"),
    ("Open only to club members", "attendance_rule", "members"),
    ("Solo para matrimonios", "attendance_rule", "married couples"),
    ("Same-sex couples are welcome", "lgbtq_welcome", True),
    ("A weekend for gay and lesbian couples", "lgbtq_welcome", True),
    ("An LGBTQ+-friendly studio", "lgbtq_welcome", True),
    ("For couples on the brink of divorce; a date night closes it", "level", "crisis"),
    ("Retrouvaille: help for hurting marriages", "level", "crisis"),
    ("Healing after an affair: rebuild broken trust", "level", "crisis"),
    ("A marriage enrichment weekend", "level", "enrichment"),
    ("Not for marriages in crisis: enrich your marriage", "level", "enrichment"),
    ("Date night with bowling", "level", "fun"),
    ("Join us any time, the talks do not build on each other", "join_late", True),
    ("Drop-ins are welcome", "join_late", True),
    ("Come to one or all of the evenings", "join_late", True),
    ("You don't have to attend every week", "join_late", True),
    ("Each session stands on its own", "join_late", True),
    ("New couples are always welcome", "join_late", True),
    ("Couples must attend all six sessions", "join_late", False),
    ("Please commit to all the evenings", "join_late", False),
    ("A closed group for eight couples", "join_late", False),
    ("Registered couples only, no drop-ins", "join_late", False),
    ("There is no group sharing", "group_sharing", False),
    ("You will never be asked to share with the group", "group_sharing", False),
    ("Talks are followed by group sharing", "group_sharing", True),
    ("Swingers club, couples only", "adult_content", True),
    ("A BDSM evening for beginners", "adult_content", True),
    ("Fetish night at the old mill", "adult_content", True),
]
SILENT = [
    ("Tickets usually sold out last year", "sold_out"),
    ("This show may sell out", "sold_out"),
    ("Last year's tour sold out quickly", "sold_out"),
    ("A talk about child care policy", "childcare"),
    ("Join us on two nights, in May and June", "overnight"),
    ("Route 21 to Mill Lane", "age_limit"),
    ("$18-21 sliding scale", "age_limit"),
    ("An evening of song", "dress"),
    ("The parish registers of 1821", "registration_required"),
    ("Meet other couples (not a swingers club)", "adult_content"),
    ("The Mood Swingers play jazz", "adult_content"),
    ("Toddlers' play party in the park", "adult_content"),
    ("Bachata sensual, all levels", "adult_content"),
    ("Open to members and the public", "attendance_rule"),
    ("Bring a dish to share with the group", "group_sharing"),
    ("Join us any time between six and eight", "join_late"),
    ("All sessions are free", "join_late"),
    ("Drop-ins are welcome in weeks 1 and 2", "join_late"),
    ("Deepen your relationship with nature", "level"),
    ("Welcome to Queer Book Club", "lgbtq_welcome"),
]


def test_sexual_content_is_set_aside_unless_the_host_allows_it(town, monkeypatch):
    """It is in the catalogue, and in nobody's ranking by default."""
    town.run(
        listing("1", name="Couples' Salsa Date Night", description="A class for two."),
        listing("2", name="Couples' Date Night", description="Swingers club, couples only."),
    )

    def names():
        with Catalogue(town.path, read_only=True) as catalogue:
            return {one.name for one in (row.make() for row in candidate_rows(catalogue))}

    assert {"Couples' Salsa Date Night"} == names()
    monkeypatch.setenv("TWOGETHER_ADULT_CONTENT", "allow")
    assert {"Couples' Salsa Date Night", "Couples' Date Night"} == names()


@pytest.mark.parametrize(("text", "name", "value"), SAID)
def test_what_is_said_is_read_with_its_words(text, name, value):
    """Each facet has its type and the words that it was read from."""
    found = {one.name: one for one in facets(text)}

    assert value == found[name].value
    assert found[name].evidence in " ".join(text.split())


@pytest.mark.parametrize(("text", "name"), SILENT)
def test_silence_is_not_stated(text, name):
    """What is not said of this event is absent, neither yes nor no."""
    assert name not in {one.name for one in facets(text)}


def test_where_and_until_when_to_register():
    """The link beside words of registration, and the day before the event."""
    event = Event(
        name="Retreat",
        description="See https://abbey.example/map for the way. Register by March 1 at "
        "https://abbey.example/retreat-form.",
    )
    found = {one.name: one.value for one in event_facets(event, date(2027, 3, 12))}

    assert "https://abbey.example/retreat-form" == found["registration_url"]
    assert "2027-03-01" == found["registration_deadline"]


def test_facets_are_kept_with_the_event(town):
    """They are rows of the catalogue, and a column of the export."""
    town.run(listing("1", description="Childcare is provided. Adults only."))
    rows = town.query("SELECT name, value FROM facets ORDER BY name")

    assert [("age_limit", '"18-"'), ("childcare", "true")] == [tuple(row.values()) for row in rows]
    assert [{"typical_age_range": "18-"}] == town.query("SELECT typical_age_range FROM events")


@given(st.text(max_size=300))
def test_any_text_gives_sane_facets(text):
    """Names are known, evidence is short and each thing is said once."""
    found = facets(text)

    assert {one.name for one in found} <= set(NAMES)
    assert len({one.name for one in found}) == len(found)
    assert all(len(one.evidence) <= MAX_EVIDENCE for one in found)


@pytest.mark.parametrize(
    ("name", "description", "place", "mode"),
    [
        ("Webinar: Talking Money", "", None, AttendanceMode.ONLINE),
        ("Book Club (via Zoom)", "", None, AttendanceMode.ONLINE),
        ("Book Club", "A hybrid meeting.", Place(name="Hall"), AttendanceMode.MIXED),
        ("Vespers", "In person and on Zoom.", Place(name="Hall"), AttendanceMode.MIXED),
        ("Barn Dance", "", Place(name="Hall"), None),
        ("Supper", "", Place(name="Online"), AttendanceMode.ONLINE),
    ],
)
def test_online_and_hybrid_are_told_apart(name, description, place, mode):
    """Only online, both, or nothing said."""
    one = normalize(listing("1", name, description=description, location=place))

    assert mode == one.event.event_attendance_mode


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("Fish &amp; chips", "Fish & chips"),
        ("Itâ€™s our cafÃ©", "It’s our café"),
        ("João, Zoë, 10€", "João, Zoë, 10€"),
        ("See https://a.example/x?id=3&utm_source=mail.", "See https://a.example/x?id=3."),
    ],
)
def test_texts_are_clean(raw, clean):
    """Entities, mojibake and tracking go; what is right stays."""
    assert clean == plain(raw)
    assert clean == plain(clean)


def test_what_a_source_puts_under_everything_is_not_read():
    """A sentence that all of a source's events share does not reach the classifier."""
    under = "The Grange is a place for families, couples and friends since 1911."
    several = [
        listing(str(n), f"Event {n}", description=f"All about {n}. {under}") for n in range(6)
    ]
    weekly = [
        listing(f"w{n}", "Circle", description=f"For couples who talk. {under}") for n in range(9)
    ]
    shared = shared_sentences([*several, *weekly])["grange"]

    assert shared == {under}
    assert "All about 3." == without(several[3].event.description, shared)


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("Bring your sweetheart for an evening of jazz and supper on the lawn.", "en"),
        ("Noche de parejas: cena, música y baile en el salón de la parroquia.", "es"),
        ("Un atelier de danse pour les couples, avec un souper au centre communautaire.", "fr"),
        ("Barn Dance", ""),
    ],
)
def test_the_language_is_known_where_there_is_text_enough(text, tag):
    """A BCP 47 tag, or none for a few words."""
    assert tag == language(text)


def test_the_export_has_them(town):
    """Each occurrence carries its event's facets as JSON."""
    from pipeline.catalogue import Catalogue

    town.run(listing("1", description="Limited to 12 couples."))
    with Catalogue(town.path, read_only=True) as catalogue:
        [row] = catalogue.occurrences(None, None)

    assert 12 == json.loads(row["facets"])["capacity"]["value"]


NEEDED = [
    *((rule.pattern, rule.needed) for rule in RULES),
    *((pattern, SCREENS) for pattern in (HYBRID, ONLY_ONLINE, ONLINE_TITLE, ONLINE_WORDS)),
]
WESTERN = st.characters(max_codepoint=0xFF, include_characters="’–")


@settings(max_examples=400, deadline=None)
@given(st.data(), st.sampled_from(NEEDED))
def test_nothing_is_passed_over_that_would_be_read(data, rule):
    """Whatever a pattern matches holds one of the parts of words that are looked for first."""
    pattern, needed = rule
    text = data.draw(st.from_regex(pattern, fullmatch=True, alphabet=WESTERN))

    assert any(part in text.casefold() for part in needed)
