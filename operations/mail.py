"""Mail: one message, built and handed to a server, or kept as a file where none is named."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from pathlib import Path
from types import MappingProxyType

from model.errors import InputError
from operations.smtp import send
from operations.smtp_address import read_address
from pipeline.whole_file import write_whole

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
    name = str(message["Message-ID"]).strip("<>").replace("@", "-at-").replace("/", "_")
    file = folder / f"{name}.eml"
    write_whole(file, message.as_bytes())
    return file
