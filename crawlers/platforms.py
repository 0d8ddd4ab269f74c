"""The platforms that local calendars run on: how a page shows that it uses one, and its feeds.

A rule is a pattern in a page's source (or in its address) and the address of the feed that the
match stands for.  {origin} is the page's scheme and host, {page} its address; the others are the
pattern's own groups.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Rule:
    """A sign of a platform.

    Attributes:
        sign: in a page's source or address.
        feeds: addresses of what to read, the best first.
        adapter: that reads them; "" to tell by what comes.
    """

    sign: re.Pattern[str]
    feeds: tuple[str, ...]
    adapter: str = ""


@dataclass(frozen=True, slots=True)
class Platform:
    """A platform that we read.

    Attributes:
        name: as its makers write it.
        rules: how a page shows that it uses it.
        domains: servers that many organisations share; they are visited as one.
    """

    name: str
    rules: tuple[Rule, ...] = ()
    domains: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OutOfReach:
    """A platform whose calendars no program may read.

    Attributes:
        why: it is left alone.
        ask: what a host can ask the organisation for instead.
    """

    name: str
    sign: re.Pattern[str]
    why: str
    ask: str
    domains: tuple[str, ...] = field(default=())


def _rule(sign: str, *feeds: str, adapter: str = "") -> Rule:
    return Rule(re.compile(sign, re.IGNORECASE), feeds, adapter)


PLATFORMS: tuple[Platform, ...] = (
    Platform(
        "Google Calendar",
        (
            _rule(
                r"calendar\.google\.com/calendar/ical/(?P<id>[^/\"'\s]+)/public/(?:basic|full)",
                "https://calendar.google.com/calendar/ical/{id}/public/basic.ics",
                adapter="ical",
            ),
            _rule(
                r"calendar\.google\.com/calendar/[^\"'\s<>]*?(?:[?&]|&amp;|&#0?38;)(?:src|cid)=(?P<google>[^&\"'\s<>]+)",
                "https://calendar.google.com/calendar/ical/{google}/public/basic.ics",
                adapter="ical",
            ),
            _rule(
                r"(?:google\.com/calendar/event|calendar\.google\.com/calendar/event)\?(?:[^\"'\s]*?&(?:amp;)?)?eid=(?P<eid>[\w-]+)",
                "https://calendar.google.com/calendar/ical/{eid}/public/basic.ics",
                adapter="ical",
            ),
        ),
        ("calendar.google.com",),
    ),
    Platform(
        "The Events Calendar",
        (
            _rule(
                r"(?P<root>https?://[^\"'\s<>]+?/wp-json/tribe/events/v1)\b",
                "{root}/events?per_page=50",
                adapter="tribe",
            ),
            _rule(
                r"plugins/the-events-calendar/|tec-api-version|tribe-events-",
                "{origin}/wp-json/tribe/events/v1/events?per_page=50",
                "{origin}/events/?ical=1",
            ),
        ),
    ),
    Platform(
        "Meetup",
        (
            _rule(
                r"meetup\.com/(?!(?:topics|find|cities|login|register|about|blog|apps|pro|lp|help|home|events|messages|members?|privacy|terms|[a-z]{2}-[A-Z]{2})\b)(?P<group>[A-Za-z0-9][\w-]{4,})",
                "https://www.meetup.com/{group}/events/",
                "https://www.meetup.com/{group}/events/ical/",
            ),
        ),
        ("meetup.com",),
    ),
    Platform(
        "Eventbrite",
        (
            _rule(
                r"(?P<organiser>https?://(?:www\.)?eventbrite\.(?:com|co\.uk|ca|ie|com\.au|de|fr|es|it|nl)/o/[\w-]+-\d+)",
                "{organiser}",
                adapter="schemaorg",
            ),
            _rule(r"^https?://(?:www\.)?eventbrite\.[\w.]+/(?:o|e)/", "{page}"),
        ),
        ("eventbrite.com", "eventbrite.co.uk", "eventbrite.ca"),
    ),
    Platform(
        "Squarespace",
        (
            _rule(
                r"<!-- This is Squarespace\. -->|Static\.SQUARESPACE_CONTEXT|static1\.squarespace\.com",
                "{page}?format=json",
                adapter="squarespace",
            ),
        ),
    ),
    Platform(
        "Wix Events", (_rule(r"content=[\"']Wix\.com|static\.wixstatic\.com|wix-warmup-data"),)
    ),
    Platform(
        "Localist",
        (
            _rule(
                r"localist(?:-images|\.com|_widget|online)|/api/2/events",
                "{origin}/api/2/events?days=180&pp=100",
                adapter="localist",
            ),
        ),
    ),
    Platform(
        "LibCal",
        (
            _rule(
                r"(?P<libcal>https?://[\w.-]*\.libcal\.com)/[^\"'\s<>]*?(?:cid|cal_id|c)=(?P<cid>\d+)",
                "{libcal}/ajax/calendar/list?c={cid}&date=0000-00-00&perpage=100&page=1",
                "{libcal}/ical_subscribe.php?src=p&cid={cid}",
            ),
            _rule(
                r"(?P<libcal>https?://[\w.-]*\.libcal\.com)/calendar/(?P<slug>[\w-]+)",
                "{libcal}/calendar/{slug}",
            ),
        ),
        ("libcal.com",),
    ),
    Platform(
        "LiveWhale",
        (
            _rule(
                r"/live/(?:json|ical|rss|widget|resource)|livewhale",
                "{origin}/live/json/events",
                "{origin}/live/ical/events",
            ),
        ),
    ),
    Platform(
        "Tockify",
        (
            _rule(
                r"data-tockify-calendar=[\"'](?P<calendar>[\w.-]+)|tockify\.com/(?!api\b|i/|assets\b)(?P<calendar2>[\w.-]+)",
                "https://tockify.com/api/ngevent?calname={calendar}&max=200",
                "https://tockify.com/api/feeds/ics/{calendar}",
            ),
        ),
        ("tockify.com",),
    ),
    Platform(
        "CivicPlus",
        (
            _rule(
                r"(?P<path>/common/modules/iCalendar/iCalendar\.aspx\?[^\"'\s<>]*catID=\d+[^\"'\s<>]*)",
                "{origin}{path}",
                adapter="ical",
            ),
            _rule(
                r"calendar\.aspx\?(?:EID|CID)=|civicplus|civicengage|/RSSFeed\.aspx",
                "{origin}/RSSFeed.aspx?ModID=58&CID=All-calendar.xml",
                "{origin}/iCalendar.aspx",
            ),
        ),
    ),
    Platform(
        "Campus Labs Engage",
        (
            _rule(
                r"(?P<engage>https?://[\w.-]+\.campuslabs\.com)/engage",
                "{engage}/engage/events.ics",
                "{engage}/engage/api/discovery/event/search?orderByField=startsOn&status=Approved&take=100",
            ),
        ),
        ("campuslabs.com",),
    ),
    Platform(
        "MembershipWorks",
        (
            _rule(
                r"membershipworks\.com[^\"'\s<>]*?[?&](?:org|_?rf)=(?P<org>\d+)|data-(?:mw-)?org=[\"'](?P<org2>\d+)",
                "https://api.membershipworks.com/v2/events?_op=ics&org={org}",
                "https://api.membershipworks.com/v2/events?org={org}",
            ),
        ),
        ("membershipworks.com",),
    ),
    Platform(
        "GrowthZone / ChamberMaster",
        (
            _rule(
                r"(?P<chamber>https?://(?:business|members?|web|chamber|cm)\.[\w.-]+)/(?:events|list|member|calendar)",
                "{chamber}/api/events",
                adapter="growthzone",
            ),
            _rule(r"chambermaster|growthzoneapp|growthzone", "{origin}/api/events"),
        ),
    ),
    Platform(
        "Events Manager",
        (
            _rule(
                r"plugins/events-manager/|\bem-(?:item|event)-",
                "{origin}/events.ics",
                "{origin}/events/feed/",
            ),
        ),
    ),
    Platform("EventON", (_rule(r"plugins/eventon|evcal_|ajde_evcal_calendar", "{page}"),)),
    Platform(
        "Modern Events Calendar",
        (
            _rule(
                r"plugins/modern-events-calendar|mec-event-|mec-wrap", "{origin}/?mec-ical-feed=1"
            ),
        ),
    ),
    Platform(
        "All-in-One Event Calendar",
        (
            _rule(
                r"plugins/all-in-one-event-calendar|ai1ec[_-]",
                "{origin}/?plugin=all-in-one-event-calendar&controller=ai1ec_exporter_controller&action=export_events&no_html=true",
            ),
        ),
    ),
    Platform(
        "Simple Calendar", (_rule(r"plugins/google-calendar-events|simcal-calendar", "{page}"),)
    ),
    Platform(
        "TeamUp",
        (
            _rule(
                r"(?P<feed>https?://ics\.teamup\.com/feed/\w+/[\d,]+\.ics)",
                "{feed}",
                adapter="ical",
            ),
            _rule(
                r"(?<!ics\.)teamup\.com/(?P<key>ks\w{10,})",
                "https://ics.teamup.com/feed/{key}/0.ics",
                adapter="ical",
            ),
        ),
        ("teamup.com",),
    ),
    Platform(
        "Outlook 365",
        (
            _rule(
                r"(?P<published>https?://outlook\.(?:office365|office|live)\.com/owa/calendar/[^\"'\s<>]+?)/(?:reach)?calendar\.(?:html|ics)",
                "{published}/calendar.ics",
                adapter="ical",
            ),
        ),
        ("outlook.office365.com", "outlook.live.com"),
    ),
    Platform(
        "iCloud",
        (
            _rule(
                r"(?:webcal|https?)://(?P<calendar>p\d+-cal(?:dav|endars)\.icloud\.com/published/2/[\w-]+)",
                "https://{calendar}",
                adapter="ical",
            ),
        ),
        ("icloud.com",),
    ),
    Platform(
        "Ticket Tailor",
        (
            _rule(
                r"(?:tickettailor\.com/events|buytickets\.at)/(?P<box>[\w-]+)",
                "https://www.tickettailor.com/events/{box}",
            ),
        ),
        ("tickettailor.com",),
    ),
    Platform(
        "TicketSource",
        (
            _rule(
                r"(?P<box>https?://(?:www\.)?ticketsource\.(?:co\.uk|com|us|eu)/(?!assets\b|cdn\b)[\w-]+)",
                "{box}",
                adapter="schemaorg",
            ),
        ),
        ("ticketsource.co.uk", "ticketsource.com", "ticketsource.us"),
    ),
    Platform(
        "TicketSolve",
        (
            _rule(
                r"(?P<box>https?://[\w-]+\.ticketsolve\.com)\b",
                "{box}/shows.xml",
                adapter="ticketsolve",
            ),
        ),
        ("ticketsolve.com",),
    ),
    Platform(
        "OutSavvy",
        (
            _rule(
                r"(?P<organiser>https?://(?:www\.)?outsavvy\.com/organiser/[\w-]+)",
                "{organiser}",
                adapter="schemaorg",
            ),
        ),
        ("outsavvy.com",),
    ),
    Platform(
        "ChurchSuite",
        (
            _rule(
                r"(?P<org>https?://[\w-]+\.churchsuite\.(?:com|co\.uk))\b",
                "{org}/embed/calendar/json?num_results=200",
                adapter="churchsuite",
            ),
        ),
        ("churchsuite.com",),
    ),
    Platform(
        "ChurchTools",
        (
            _rule(
                r"(?P<org>https?://[\w-]+\.church\.tools)\b[^\"'\s<>]*?calendar(?:_id)?s?(?:\[\]|%5B%5D)?[=/](?P<id>\d+)",
                "{org}/api/calendars/{id}/appointments",
                adapter="churchtools",
            ),
        ),
        ("church.tools",),
    ),
    Platform(
        "Mobilizon",
        (
            _rule(
                r"^(?P<group>https?://[\w.-]+/@[\w.]+)(?=[\s\S]*?(?:name=\"generator\" content=\"Mobilizon|mobilizon))",
                "{group}/feed/ics",
                adapter="ical",
            ),
        ),
    ),
    Platform(
        "Gancio",
        (
            _rule(
                r"gancio-events|name=\"generator\" content=\"gancio|__GANCIO|gancio",
                "{origin}/api/events",
                "{origin}/feed/ics",
            ),
        ),
    ),
)
OUT_OF_REACH: tuple[OutOfReach, ...] = (
    OutOfReach(
        "Church Center",
        re.compile(r"[\w-]+\.churchcenter\.com", re.IGNORECASE),
        "Its calendar is read with a session token made for its own pages.",
        "Ask the parish to subscribe its public calendar as iCalendar, or to embed a Google one.",
        ("churchcenter.com",),
    ),
    OutOfReach(
        "Daxko",
        re.compile(r"daxko\.com|operations\.daxko|ymca\.daxko", re.IGNORECASE),
        "Its programme is read with a token that each page asks for.",
        "Ask the Y or the centre for a list of programmes as a spreadsheet, and import it.",
        ("daxko.com",),
    ),
    OutOfReach(
        "Facebook events",
        re.compile(r"facebook\.com/(?:[\w.-]+/events|events/)", re.IGNORECASE),
        "It shows events to members only and forbids programs.",
        "Ask the page's owner to list the same events on a public calendar.",
        ("facebook.com",),
    ),
)
SHARED = (
    *(domain for platform in PLATFORMS for domain in platform.domains),
    *(domain for platform in OUT_OF_REACH for domain in platform.domains),
)


def slot(url: str) -> str:
    """The server that *url* is asked of, one for all customers of a shared platform.

    >>> slot("https://northside.libcal.com/calendar"), slot("https://hall.example/")
    ('libcal.com', 'hall.example')
    """
    host = (urlsplit(url).hostname or "").lower()
    shared = (domain for domain in SHARED if host == domain or host.endswith(f".{domain}"))
    return next(shared, host)
