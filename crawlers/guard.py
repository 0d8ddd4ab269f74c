"""What a crawl may fetch: public http(s) addresses, within bounds.

A source's URL comes from whoever filled in a form, and a site may redirect anywhere.  Each rule
is checked where it can no longer be evaded: the scheme and the host for every request and every
redirect, the address when the name has been resolved and is about to be connected to.
"""

from __future__ import annotations

import socket
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Self
from unicodedata import normalize
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError, IgnoreRequest
from scrapy.http import Response
from scrapy.resolver import CachingThreadedResolver
from twisted.internet.base import ReactorBase
from twisted.internet.defer import Deferred

MAX_URL = 2000
MAX_RATIO = 200
MIN_BOMB = 1024 * 1024
WEB_PORTS = {80, 443}
FIRST_USER_PORT = 1024
PRIVATE_NAMES = ("localhost", "local", "internal", "intranet", "lan", "home", "corp", "arpa")
EMBEDDING = (IPv6Network("64:ff9b::/96"), IPv6Network("::/96"), IPv6Network("64:ff9b:1::/48"))
"""IPv6 networks that carry an IPv4 address in their last four bytes."""
NEVER = (IPv4Network("168.63.129.16/32"), IPv4Network("192.88.99.0/24"))
"""Public by their number, yet a cloud's own services or a relay."""
REFUSED: dict[str, Refused] = {}
"""Why a name was refused; Twisted reports only that it could not be resolved."""
Address = IPv4Address | IPv6Address


class Refused(IgnoreRequest):
    """A request breaks a rule.

    Attributes:
        rule: its name.
    """

    def __init__(self, rule: str, message: str) -> None:
        super().__init__(f"rule {rule!r}: {message}")
        self.rule = rule


def check_url(url: str, *, loopback: bool = False) -> None:
    """Whether *url* may be asked for; names are not resolved here.

    Args:
        loopback: this machine's own servers are allowed.

    Raises:
        Refused: with the rule that it breaks.
    """
    if len(url) > MAX_URL:
        raise Refused("length", f"the address has {len(url)} characters, more than {MAX_URL}")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise Refused("syntax", f"{url!r} is no address: {error}") from error
    if parts.scheme not in ("http", "https"):
        raise Refused("scheme", f"{parts.scheme or 'no'!r} is not http or https")
    if parts.username is not None or parts.password is not None:
        raise Refused("credentials", "the address carries a user name or password")
    if not host:
        raise Refused("syntax", f"{url!r} names no host")
    if address := literal(host):
        check_address(address, loopback=loopback)
        is_own = address.is_loopback
    else:
        _check_name(host, loopback=loopback)
        is_own = host == "localhost"
    if port is not None and port not in WEB_PORTS and port < FIRST_USER_PORT and not is_own:
        raise Refused("port", f"port {port} is no web server's")


def is_own(url: str) -> bool:
    """Whether *url* is of a server on this very machine.

    >>> is_own("http://127.0.0.1:8000/"), is_own("https://hall.example/")
    (True, False)
    """
    host = urlsplit(url).hostname or ""
    address = literal(host)
    return host == "localhost" or bool(address and address.is_loopback)


def check_address(address: Address, *, loopback: bool = False) -> None:
    """Whether *address* is public.

    Raises:
        Refused: if it is private, local, a cloud's own, or hides such a one.
    """
    inner = _inner(address)
    if inner is not None:
        check_address(inner, loopback=loopback)
        return
    if loopback and address.is_loopback:
        return
    is_hidden = address.is_multicast or any(
        address in network for network in NEVER if network.version == address.version
    )
    if not address.is_global or is_hidden or getattr(address, "is_site_local", False):
        raise Refused("address", f"{address} is not a public address")


def check_ratio(sent: int, size: int) -> None:
    """Whether *sent* bytes may unpack to *size*.

    Raises:
        Refused: if they have grown out of all proportion.
    """
    if size > MIN_BOMB and size > MAX_RATIO * sent:
        raise Refused("ratio", f"{sent} bytes unpack to {size}, over {MAX_RATIO} times as many")


def literal(host: str) -> Address | None:
    """The address that *host* spells out, in any of the ways that systems read; None for a name.

    >>> literal("0x7f.1"), literal("2130706433"), literal("[::1]"), literal("a.example")
    (IPv4Address('127.0.0.1'), IPv4Address('127.0.0.1'), IPv6Address('::1'), None)
    """
    bare = normalize("NFKC", host).strip("[]").partition("%")[0].rstrip(".")
    try:
        return ip_address(bare)
    except ValueError:
        pass
    try:
        return IPv4Address(socket.inet_aton(bare))
    except (OSError, ValueError):
        return None


def _inner(address: Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 one stands for."""
    if isinstance(address, IPv4Address):
        return None
    if address.ipv4_mapped or address.sixtofour:
        return address.ipv4_mapped or address.sixtofour
    if address.teredo:
        return address.teredo[1]
    if any(address in network for network in EMBEDDING) and int(address) > 1:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return None


def _check_name(host: str, *, loopback: bool) -> None:
    if loopback and host == "localhost":
        return
    last = host.rstrip(".").rpartition(".")[2]
    if last in PRIVATE_NAMES or "." not in host.strip("."):
        raise Refused("host", f"{host!r} is a name of a private network")


class PublicResolver(CachingThreadedResolver):
    """Resolves names, and refuses those that lead to an address that is not public.

    The address that is checked is the one that is connected to, so a name that changes its mind
    in between gains nothing.
    """

    def __init__(
        self, reactor: ReactorBase, cache_size: int, timeout: float, *, loopback: bool
    ) -> None:
        super().__init__(reactor, cache_size, timeout)
        self.loopback = loopback

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> Self:
        """Made with the crawler's DNS settings and its LOOPBACK switch."""
        settings = crawler.settings
        return cls(
            reactor,
            settings.getint("DNSCACHE_SIZE"),
            settings.getfloat("DNS_TIMEOUT"),
            loopback=settings.getbool("LOOPBACK"),
        )

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:  # noqa: N802
        """The address of *name*; fails when it is refused."""
        found = super().getHostByName(name, timeout)
        found.addCallback(self._checked, name)
        return found

    def _checked(self, address: str, name: str) -> str:
        try:
            check_address(ip_address(address), loopback=self.loopback)
        except Refused as refusal:
            REFUSED[name] = refusal
            raise
        return address


class Guard:
    """Downloader middleware: refuses requests and bodies that break a rule."""

    def __init__(self, *, loopback: bool) -> None:
        self.loopback = loopback

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Made with the crawler's LOOPBACK switch."""
        return cls(loopback=crawler.settings.getbool("LOOPBACK"))

    def process_request(self, request: Request) -> None:
        """Raises `Refused` for an address that may not be asked for."""
        check_url(request.url, loopback=self.loopback)

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Raises `Refused` for a name that leads to an address that is not public."""
        host = urlsplit(request.url).hostname or ""
        if isinstance(exception, CannotResolveHostError) and host in REFUSED:
            raise REFUSED[host]

    def process_response(self, request: Request, response: Response) -> Response:
        """Raises `Refused` for a body that has grown out of all proportion when unpacked."""
        if sent := request.meta.get("bytes_sent"):
            check_ratio(sent, len(response.body))
        return response


class Weigh:
    """Downloader middleware: notes how many bytes came, before they are unpacked."""

    def process_response(self, request: Request, response: Response) -> Response:
        """Notes the size of the body as it was sent."""
        request.meta["bytes_sent"] = len(response.body)
        return response
