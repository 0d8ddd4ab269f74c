"""Where mail is handed over: TWOGETHER_SMTP_URL, taken apart."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from model.errors import InputError

PORTS = {"smtp": 25, "starttls": 587, "smtps": 465}
OWN = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class SmtpAddress:
    """A server that takes mail.

    Attributes:
        scheme: "smtps" is encrypted from the first byte, "starttls" after a word, "smtp" where
            the server offers it.
        user, password: "" for none.
    """

    scheme: str
    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)

    @property
    def needs_tls(self) -> bool:
        """Whether nothing may be sent in the clear."""
        return self.scheme == "starttls" or (bool(self.user) and self.host not in OWN)


def read_address(url: str) -> SmtpAddress:
    """The server that *url* names.

    >>> read_address("smtps://me%40town.example:s3cret@mail.example")
    SmtpAddress(scheme='smtps', host='mail.example', port=465, user='me@town.example')

    Raises:
        InputError: if it names none; the message does not repeat it, since it holds a password.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if not host or parts.scheme not in PORTS:
        msg = (
            "TWOGETHER_SMTP_URL names no server; write it as smtps://user:password@host:465, "
            "starttls://user:password@host:587 or smtp://host:25, with % for special signs"
        )
        raise InputError(msg)
    return SmtpAddress(
        scheme=parts.scheme,
        host=host,
        port=port or PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )
