"""How a fetch or a source's crawl can end, in plain words, and what a host tries next."""

from __future__ import annotations

from dataclasses import dataclass

OK, NOT_MODIFIED = "ok", "not_modified"
KEPT, NOT_REACHED = "kept", "not_reached"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One way to end.

    Attributes:
        what: happened.
        next: thing to try; "" when all is well.
        good: the source is up to date all the same.
    """

    what: str
    next: str = ""
    good: bool = False


OUTCOMES: dict[str, Outcome] = {
    OK: Outcome("It was read.", good=True),
    NOT_MODIFIED: Outcome("Nothing has changed since the last visit.", good=True),
    KEPT: Outcome("It was read by a run that had to end early, and kept.", good=True),
    "page_cap": Outcome(
        "It has more pages than one visit reads; the first ones were taken.",
        "Give the address of its list of coming events, if it has one.",
        good=True,
    ),
    "dns": Outcome(
        "No machine on the internet has this name.",
        "Check the spelling; look for the organisation's new site and probe that.",
    ),
    "refused": Outcome(
        "The server is there but accepts no connection.",
        "Wait a day; if it lasts, open the address in a browser and probe what it leads to.",
    ),
    "connection": Outcome(
        "The connection broke off before an answer came.", "Wait for the next crawl."
    ),
    "tls": Outcome(
        "Its certificate is not valid, so nobody can say who answers.",
        "Tell the organisation that its certificate has expired or is for another name.",
    ),
    "timeout": Outcome(
        "It took longer to answer than a visit waits.",
        "Wait for the next crawl; if it lasts, look for a feed instead of the page.",
    ),
    "cut_off": Outcome(
        "The answer ended before it was whole.", "Wait for the next crawl; then tell the site."
    ),
    "not_found": Outcome(
        "The page is gone (404 or 410).",
        "Probe the organisation's home page for its new calendar.",
    ),
    "forbidden": Outcome(
        "The server will not show it to a program (401 or 403).",
        "Ask the organisation for a public feed, or to let this user agent in.",
    ),
    "rate_limited": Outcome(
        "The server asks to be visited less often (429, or a Retry-After).",
        "Give the source a longer `every` or `delay_s`.",
    ),
    "server_error": Outcome("The server itself failed (5xx).", "Wait for the next crawl."),
    "http_error": Outcome(
        "The server answered with an unusual status.", "Open the address in a browser."
    ),
    "redirects": Outcome(
        "It sends visitors in a circle or too far.", "Give the address where a browser ends up."
    ),
    "robots": Outcome(
        "The site's robots.txt asks programs not to read this.",
        "Ask the organisation for a feed, or for leave; a saved file can be imported.",
    ),
    "challenge": Outcome(
        "A page that tells people from programs stood in the way.",
        "Ask the organisation for a public feed; a saved file can be imported.",
    ),
    "redirect_home": Outcome(
        "The address now leads to the home page.", "Probe the home page for the new calendar."
    ),
    "login_wall": Outcome(
        "It asks for a login.", "Ask the organisation for a calendar that is open to everybody."
    ),
    "empty": Outcome("The answer was empty.", "Open the address in a browser; probe the site."),
    "html_for_feed": Outcome(
        "A web page came where a feed was.",
        "Probe the site: the feed has moved, or the site blocks programs.",
    ),
    "parse_error": Outcome(
        "What came cannot be read as the format it was.",
        "Probe the address: the site may have changed its platform.",
    ),
    "adapter_error": Outcome(
        "Our reader failed on this page.", "Report it with the page's address."
    ),
    "too_large": Outcome(
        "It is larger than a visit takes in.",
        "Look for a feed of coming events only, or of one month.",
    ),
    "guard": Outcome(
        "The address breaks a safety rule.", "Give a public http(s) address of the organisation."
    ),
    "budget": Outcome(
        "The day's pages for this server are used up.",
        "Wait until tomorrow, or give fewer sources on this server.",
    ),
    "not_recorded": Outcome("The recording does not hold this page.", "Record it again."),
    "ignored": Outcome("The request was dropped.", "Wait for the next crawl."),
    "error": Outcome("Something unforeseen happened.", "Report it with the detail shown."),
    "no_listings": Outcome(
        "No announcement was found where there were some.",
        "Open the address: the calendar may have moved; probe the site.",
    ),
    "too_few": Outcome(
        "Fewer announcements were found than the source promises.",
        "Open the address; if the calendar is really that short, lower `expect_at_least`.",
    ),
    "all_past": Outcome(
        "Every announcement is in the past.",
        "The calendar may be abandoned: look for the one that replaced it.",
    ),
    "sudden_drop": Outcome(
        "Many coming announcements would vanish at once.",
        "Open the address: those that are really gone are shown until their day has passed.",
    ),
    "unusable": Outcome(
        "Too many announcements could not be used.", "See the reasons in the crawl's report."
    ),
    "unknown_fields": Outcome(
        "A field that was filled is now empty in most announcements.",
        "The site may have changed its platform: probe it.",
    ),
    NOT_REACHED: Outcome(
        "The run ended before the source was read to its end.", "The next run begins with it."
    ),
    "nothing_fetched": Outcome("Nothing was fetched.", "Crawl it again."),
}


def words(name: str) -> str:
    """What outcome *name* means and what to try, in one line."""
    outcome = OUTCOMES.get(name)
    return f"{outcome.what} {outcome.next}".strip() if outcome else name
