"""Record to and replay from WARC (ISO 28500), the web archive standard."""

from __future__ import annotations

import gzip
from io import BytesIO
from pathlib import Path
from typing import Self

from scrapy import Request, signals
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes
from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from model.errors import InputError

Recorded = tuple[int, list[tuple[str, str]], bytes]


class NotRecorded(OSError):
    """The recording does not hold this URL."""


def read_recording(path: Path) -> dict[str, Recorded]:
    """The responses of a WARC file by URL: status, headers, body as sent.

    Raises:
        InputError: if there is no such file, or it is no WARC.
    """
    if not path.is_file():
        msg = f"recording {str(path)!r} does not exist; give the path of a WARC file"
        raise InputError(msg)
    pages: dict[str, Recorded] = {}
    try:
        with path.open("rb") as file:
            for record in ArchiveIterator(file, no_record_parse=False):
                if record.rec_type == "response" and record.http_headers is not None:
                    url = record.rec_headers.get_header("WARC-Target-URI")
                    headers = record.http_headers
                    body = record.raw_stream.read()
                    pages[url] = (int(headers.get_statuscode()), headers.headers, body)
    except (ArchiveLoadFailed, gzip.BadGzipFile, EOFError, ValueError) as error:
        msg = f"recording {str(path)!r} cannot be read: {error}; record it again"
        raise InputError(msg) from error
    return pages


class Replay(BaseDownloadHandler):
    """Answers requests from the recording named by the setting REPLAY_FILE, never from the web."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.pages = read_recording(Path(crawler.settings["REPLAY_FILE"]))

    async def download_request(self, request: Request) -> Response:
        """The recorded response.

        Raises:
            NotRecorded: if there is none. A robots.txt that is not there forbids nothing.
        """
        page = self.pages.get(request.url)
        if page is None and request.url.endswith("/robots.txt"):
            return Response(request.url, status=404)
        if page is None:
            msg = f"{request.url} is not in the recording"
            raise NotRecorded(msg)
        status, pairs, body = page
        headers = Headers(pairs)
        kind = responsetypes.from_args(headers=headers, url=request.url, body=body)
        return kind(url=request.url, status=status, headers=headers, body=body)


class Record:
    """A downloader middleware that keeps what was fetched, as it was sent, in a WARC file.

    The file takes its place only when the crawl has ended.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.partial = path.with_name(path.name + ".part")
        self.file = self.partial.open("wb")
        self.writer = WARCWriter(self.file, gzip=True, warc_version="1.1")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made with the file that the setting RECORD_FILE names."""
        middleware = cls(Path(crawler.settings["RECORD_FILE"]))
        crawler.signals.connect(middleware.close, signal=signals.spider_closed)
        return middleware

    def process_response(self, request: Request, response: Response) -> Response:
        """Write *response* and pass it on."""
        pairs = [
            (name.decode("latin-1"), value.decode("latin-1"))
            for name, values in response.headers.items()
            for value in values
            if name.lower() not in (b"transfer-encoding", b"content-length", b"set-cookie")
        ]
        pairs.append(("Content-Length", str(len(response.body))))
        status = StatusAndHeaders(f"{response.status} ", pairs, protocol="HTTP/1.1")
        record = self.writer.create_warc_record(
            request.url, "response", payload=BytesIO(response.body), http_headers=status
        )
        self.writer.write_record(record)
        record.raw_stream.close()
        return response

    def close(self) -> None:
        """Finish the file and give it its name."""
        self.file.close()
        self.partial.replace(self.path)
