"""A server on loopback that stands for any number of hosts, and a crawl that hurries."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from scrapy.resolver import CachingThreadedResolver
from twisted.internet.defer import Deferred, succeed

from crawlers import settings

Answer = Callable[[list[str]], tuple[str, bytes]]


class Server(ThreadingHTTPServer):
    """One that takes as many connections at once as a crawl opens.

    Without a delay Scrapy asks one server for all that waits, and what finds no place in the line
    of its connections is lost until the kernel tries again, after up to half a minute.
    """

    request_queue_size = 1024


@contextmanager
def serving(answer: Answer, *, many_hosts: bool = False) -> Iterator[int]:
    """Within, pages are served at the port that is given; there is no robots.txt.

    Args:
        answer: content type and body, from the parts of a path.
        many_hosts: a connection is closed after each page, since the next is of another host.
    """

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.0" if many_hosts else "HTTP/1.1"

        def do_GET(self) -> None:
            is_page = self.path != "/robots.txt"
            kind, body = answer(self.path.strip("/").split("/")) if is_page else ("text/plain", b"")
            self.send_response(200 if is_page else 404)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    with Server(("127.0.0.1", 0), Handler) as http:
        threading.Thread(target=http.serve_forever, daemon=True).start()
        yield http.server_address[1]
        http.shutdown()


def hurry() -> None:
    """From now on this process crawls without pauses, and every host is this machine."""
    settings.POLITE |= {
        "DOWNLOAD_DELAY": 0,
        "AUTOTHROTTLE_ENABLED": False,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
        "TWISTED_DNS_RESOLVER": "loopback.Here",
    }


class Here(CachingThreadedResolver):
    """Resolves each name to this machine."""

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:  # noqa: N802
        """The address of loopback."""
        return succeed("127.0.0.1")
