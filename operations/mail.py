"""Mail: one message, built and handed to a server, or kept as a file where none is named."""

from __future__ import annotations

import smtplib
import ssl
import time
from collections.abc import Callable, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from model.errors import DeliveryError, InputError, Undeliverable
from operations.smtp_address import SmtpAddress, read_address

if TYPE_CHECKING:
    from collections.abc import Iterator

TIMEOUT_S = 30.0
WAITS_S = (2.0, 10.0, 30.0)
"""Before each further try after a temporary failure."""
PERMANENT = 500
NO_HEADERS: Mapping[str, str] = MappingProxyType({})


def compose(
    sender: str,
    to: str,
    subject: str,
    text: str,
    *,
    html: str = "",
    headers: Mapping[str, str] = NO_HEADERS,
) -> EmailMessage:
    """A message to one address.

    Args:
        sender, to: as "me@town.example" or "Name <me@town.example>".
        html: the same for programs that show it; "" for none.
        headers: further ones, such as List-Unsubscribe.

    Raises:
        InputError: if an address or a header cannot stand in a message.
    """
    message = EmailMessage()
    try:
        message["From"], message["To"], message["Subject"] = sender, to, subject
        message["Date"] = format_datetime(datetime.now(UTC))
        message["Message-ID"] = make_msgid(domain=_address(message, "From").domain)
        message["Auto-Submitted"] = "auto-generated"
        for name, value in headers.items():
            message[name] = value
        _address(message, "To")
    except ValueError as error:
        msg = f"mail to {to!r} from {sender!r} cannot be built: {error}; correct the address"
        raise InputError(msg) from error
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    return message


def _address(message: EmailMessage, header: str) -> Address:
    """The only address of a header.

    Raises:
        ValueError: if there is not exactly one, with a domain.
    """
    found = message[header].addresses
    if len(found) != 1 or not found[0].username or not found[0].domain:
        msg = f"{header} has to be one address"
        raise ValueError(msg)
    address = found[0]
    assert isinstance(address, Address)
    return address


def deliver(message: EmailMessage, smtp_url: str, outbox: Path) -> str:
    """Send *message* by the server at *smtp_url*, or keep it in *outbox* where there is none.

    Returns:
        Where it went, for a log.

    Raises:
        Undeliverable: if the server refuses it for good.
        DeliveryError: if it could not be sent now.
    """
    if not smtp_url:
        return f"kept as {keep(message, outbox)}"
    send(message, read_address(smtp_url))
    return f"sent to {message['To']}"


def keep(message: EmailMessage, folder: Path) -> Path:
    """Write *message* as a .eml file of its own, which mail programs open."""
    folder.mkdir(parents=True, exist_ok=True)
    name = str(message["Message-ID"]).strip("<>").replace("@", "-at-").replace("/", "_")
    file = folder / f"{name}.eml"
    partial = file.with_suffix(".partial")
    partial.write_bytes(message.as_bytes())
    partial.replace(file)
    return file


def send(
    message: EmailMessage, server: SmtpAddress, sleep: Callable[[float], object] = time.sleep
) -> None:
    """Hand *message* to *server*; a temporary failure is tried again after each of `WAITS_S`.

    Raises:
        Undeliverable: if it is refused for good.
        DeliveryError: if the last try failed too.
    """
    for wait in (*WAITS_S, None):
        try:
            with session(server) as smtp:
                smtp.send_message(message)
        except (smtplib.SMTPException, OSError) as error:
            where = f"mail to {message['To']} by {server.host}:{server.port}"
            if is_permanent(error):
                msg = f"{where} was refused: {_said(error)}; correct the settings or the address"
                raise Undeliverable(msg) from error
            if wait is None:
                msg = f"{where} failed {len(WAITS_S) + 1} times: {_said(error)}; try again later"
                raise DeliveryError(msg) from error
            sleep(wait)
        else:
            return


@contextmanager
def session(server: SmtpAddress) -> Iterator[smtplib.SMTP]:
    """A connection, encrypted with a verified certificate where it can be, and signed in.

    A password is never said in the clear to another machine.
    """
    context = ssl.create_default_context()
    if server.scheme == "smtps":
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, timeout=TIMEOUT_S, context=context
        )
    else:
        smtp = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT_S)
    with smtp:
        smtp.ehlo_or_helo_if_needed()
        if server.scheme != "smtps" and (server.needs_tls or smtp.has_extn("starttls")):
            smtp.starttls(context=context)
        if server.user:
            smtp.login(server.user, server.password)
        yield smtp


def is_permanent(error: Exception) -> bool:
    """Whether trying again is of no use: the server said 5xx, or is not who it should be."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= PERMANENT for code, _ in error.recipients.values())
    if isinstance(error, smtplib.SMTPResponseException):
        return error.smtp_code >= PERMANENT
    return isinstance(error, (smtplib.SMTPNotSupportedError, ssl.SSLCertVerificationError))


def _said(error: Exception) -> str:
    """What the server said, or the failure's own words; never what we said to it."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return "; ".join(_reply(code, text) for code, text in error.recipients.values())
    if isinstance(error, smtplib.SMTPResponseException):
        return _reply(error.smtp_code, error.smtp_error)
    return f"{type(error).__name__}: {error}"


def _reply(code: int, text: bytes | str) -> str:
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return f"{code} {' '.join(words.split())}"
