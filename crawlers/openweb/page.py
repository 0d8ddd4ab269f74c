"""From a record of an archive to the page that a server once sent."""

from __future__ import annotations

import io
from contextlib import redirect_stderr
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecordLoader
from warcio.statusandheaders import StatusAndHeadersParserException

from crawlers.guard import Refused, check_ratio, check_url
from crawlers.openweb.records import MAX_BODY

OK = "200"
NO_TEXT = ("image/", "video/", "audio/", "font/", "text/css", "text/javascript")
NO_PAGE = ("javascript", "pdf", "zip", "octet-stream", "msword", "officedocument", "woff")


@dataclass(frozen=True, slots=True)
class WebPage:
    """A page as it was on one day.

    Attributes:
        at: when it was fetched, aware.
        size: bytes of it as they were sent.
    """

    url: str
    at: datetime
    body: bytes
    size: int


class Unfit(Exception):
    """A record holds no page that may be read.

    Attributes:
        outcome: a key of `OUTCOMES`.
    """

    def __init__(self, outcome: str, detail: str) -> None:
        super().__init__(detail)
        self.outcome = outcome


def page_of(record: bytes) -> WebPage | None:
    """The page in *record*; None where the server sent none, or no text.

    Raises:
        Unfit: if the record is damaged, its address is not public, or its content too large.
    """
    try:
        parsed: Any = ArcWarcRecordLoader(verify_http=False).parse_record_stream(io.BytesIO(record))
    except (ArchiveLoadFailed, StatusAndHeadersParserException, EOFError, ValueError) as error:
        raise Unfit("parse_error", f"its headers cannot be read, {error}") from error
    url, answer = parsed.rec_headers.get_header("WARC-Target-URI") or "", parsed.http_headers
    if answer is None or answer.get_statuscode() != OK or not _is_text(answer):
        return None
    try:
        check_url(url)
    except Refused as refusal:
        raise Unfit("guard", str(refusal)) from refusal
    sent = len(record)
    return WebPage(url, _moment(parsed), _content(parsed, sent), sent)


def _is_text(answer: Any) -> bool:
    kind = (answer.get_header("Content-Type") or "").lower()
    return not (kind.startswith(NO_TEXT) or any(word in kind for word in NO_PAGE))


def _content(parsed: Any, sent: int) -> bytes:
    """The content, unpacked.

    Where it is damaged, warcio reads on to the damage and says so on standard error alone.
    """
    said = io.StringIO()
    try:
        with redirect_stderr(said):
            body: bytes = parsed.content_stream().read(MAX_BODY + 1)
    except Exception as error:
        raise Unfit("cut_off", f"its content cannot be unpacked, {error}") from error
    if said.getvalue():
        raise Unfit("cut_off", f"its content cannot be unpacked, {said.getvalue().strip()}")
    if len(body) > MAX_BODY:
        raise Unfit("too_large", f"its content is more than {MAX_BODY} bytes")
    try:
        check_ratio(sent, len(body))
    except Refused as refusal:
        raise Unfit("too_large", str(refusal)) from refusal
    return body


def _moment(parsed: Any) -> datetime:
    stated = parsed.rec_headers.get_header("WARC-Date") or ""
    try:
        at = datetime.fromisoformat(stated)
    except ValueError as error:
        raise Unfit("parse_error", f"its date is {stated!r}") from error
    return at if at.tzinfo else at.replace(tzinfo=UTC)
