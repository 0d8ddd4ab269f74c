"""From what a probe found to a source that a host can keep, with every guess marked as one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import tomlkit
from tomlkit.exceptions import TOMLKitError

from crawlers.adapters._html import tree
from crawlers.source import Source, load_sources
from crawlers.spiders.probe import Find
from crawlers.whereabouts import whereabouts
from model.errors import ParseError, SourceError
from pipeline.whole_file import write_whole

KINDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(rf"\b(?:{words})", re.IGNORECASE))
    for kind, words in (
        ("library", r"librar|biblioteca"),
        ("retreat", r"retreat|abbey|monaster|priory|hermitage|spiritual cent"),
        ("relationship_education", r"marriage|couples?\b|relationship|encounter|prepare.enrich"),
        (
            "church",
            (
                r"church|parish|chapel|cathedral|ministr|diocese|synagogue|temple|congregation|mosque|"
                r"islamic|masjid|buddhist|zen\b|quaker|friends meeting|lutheran|methodist|baptist|"
                r"presbyter|episcopal|catholic|unitarian|gemeinde|st\.? [A-Z]"
            ),
        ),
        (
            "community_center",
            r"community cent|ymca|ywca|jcc\b|recreation|parks?\b|senior cent|neighbou?rhood|grange",
        ),
        ("aggregator", r"patch\b|news\b|herald|gazette|tribune|things to do|visit\w*|tourism"),
        (
            "venue",
            (
                r"theat|museum|gallery|brewery|winery|vineyard|cinema|playhouse|opera|symphony|studio|"
                r"pub\b|tavern|bar\b|cafe|farm|garden|arts? cent|ballroom|dance|music hall"
            ),
        ),
    )
)
SEPARATOR = re.compile(r"\s+[|–—»·:-]\s+")
NO_SITE = re.compile(r"^(?:home|events?|calendar|welcome.*|what'?s on|upcoming.*)$", re.IGNORECASE)
HEADER = "# Sources of this catalogue; see docs/add-a-source.md.\n\n"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A source, and which of its fields are guesses."""

    source: Source
    guesses: frozenset[str]

    def toml(self) -> str:
        """The [[source]] table."""
        return tomlkit.dumps(_document(self))


def propose(
    find: Find,
    pages: Iterable[bytes],
    *,
    timezone: str = "",
    usual_timezone: str = "",
    locality: str = "",
    kind: str = "",
    name: str = "",
) -> Proposal:
    """The source that *find* makes; what the host has not said is guessed from the site's pages.

    Raises:
        SourceError: if a given value is wrong.
    """
    seen = list(pages)
    texts = [page.decode("utf-8", "replace") for page in seen]
    town, zone = whereabouts(seen)
    zones = Counter(one.timezone for one in find.upcoming if one.timezone != "UTC")
    given = {"name": name, "kind": kind, "timezone": timezone, "locality": locality}
    guessed = {
        "name": _name(texts, find.url),
        "timezone": next(iter(zones), "") or zone or usual_timezone or "UTC",
        "locality": town,
    }
    called = name or guessed["name"]
    guessed["kind"] = _kind(called, find.url, texts)
    chosen: dict[str, Any] = {field: value or guessed[field] for field, value in given.items()}
    source = Source(
        id=re.sub(r"[^a-z0-9]+", "-", called.lower()).strip("-")[:40] or "source",
        url=find.url,
        adapter=find.adapter,
        expect_at_least=max(1, len(find.upcoming) // 2),
        **chosen,
    )
    return Proposal(source, frozenset(field for field, value in given.items() if not value))


def add(proposal: Proposal, path: Path) -> Proposal:
    """Append the source to the host's file, and give it an id of its own.

    Raises:
        SourceError: if the file cannot be read, or has this address already.
    """
    if added := add_new([proposal], path):
        return added[0]
    msg = f"{str(path)!r} has a source of {proposal.source.url} already; nothing to add"
    raise SourceError(msg)


def add_new(proposals: Iterable[Proposal], path: Path) -> list[Proposal]:
    """Append the sources whose addresses the file does not have, each with an id of its own.

    Raises:
        SourceError: if the file cannot be read.
    """
    known = load_sources(str(path)) if path.is_file() else []
    taken, addresses = {source.id for source in known}, {source.url for source in known}
    added = []
    for proposal in proposals:
        if proposal.source.url in addresses:
            continue
        unique = _free(proposal.source.id, taken)
        taken.add(unique)
        addresses.add(proposal.source.url)
        added.append(Proposal(replace(proposal.source, id=unique), proposal.guesses))
    if added:
        _append(added, path)
    return added


def _free(wanted: str, taken: Container[str]) -> str:
    names = (f"{wanted}-{number}" if number > 1 else wanted for number in count(1))
    return next(name for name in names if name not in taken)


def _append(proposals: Iterable[Proposal], path: Path) -> None:
    before = path.read_text("utf-8") if path.is_file() else HEADER
    tables = "\n".join(proposal.toml() for proposal in proposals)
    try:
        tomlkit.parse(text := before.rstrip("\n") + "\n\n" + tables)
    except TOMLKitError as error:
        msg = f"{str(path)!r} is not TOML: {error}; correct it there"
        raise SourceError(msg) from error
    write_whole(path, text.encode())


def _document(proposal: Proposal) -> tomlkit.TOMLDocument:
    table = tomlkit.table()
    source = proposal.source
    fields = ("id", "name", "kind", "url", "adapter", "timezone", "locality", "expect_at_least")
    for field in fields:
        value = getattr(source, field)
        if value in ("", 0):
            continue
        table.add(field, value)
        if field in proposal.guesses:
            table[field].comment("a guess")
    tables = tomlkit.aot()
    tables.append(table)
    document = tomlkit.document()
    document.add("source", tables)
    return document


def _name(texts: list[str], url: str) -> str:
    for text in texts:
        try:
            root = tree(text.encode(), url)
        except ParseError:
            continue
        stated = root.xpath("//meta[@property='og:site_name']/@content")
        titles = ["".join(title.itertext()) for title in root.xpath("//head/title")]
        parts = [part.strip() for title in titles for part in SEPARATOR.split(title)]
        for words in (*stated, *reversed(parts)):
            if (bare := " ".join(words.split())) and not NO_SITE.match(bare) and len(bare) < 70:
                return bare
    for text in texts:
        if match := re.search(r"^X-WR-CALNAME[^:]*:(.+)$", text, re.MULTILINE):
            return match[1].strip()
    return (urlsplit(url).hostname or url).removeprefix("www.")


def _kind(name: str, url: str, texts: list[str]) -> str:
    for words in (name, urlsplit(url).hostname or "", "".join(texts[:1])[:4000]):
        for kind, pattern in KINDS:
            if pattern.search(words):
                return kind
    return "civic"
