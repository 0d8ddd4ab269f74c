"""Handing a message to a mail server."""

from __future__ import annotations

import smtplib
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage

from model.errors import DeliveryError, Undeliverable
from operations.smtp_address import SmtpAddress

TIMEOUT_S = 30.0
WAITS_S = (2.0, 10.0, 30.0)
"""Before each further try after a temporary failure."""
PERMANENT = 500


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

    A password is never said in the clear to another machine. What goes wrong at the farewell
    does not matter: the message is with the server by then.
    """
    context = ssl.create_default_context()
    if server.scheme == "smtps":
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, timeout=TIMEOUT_S, context=context
        )
    else:
        smtp = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT_S)
    try:
        smtp.ehlo_or_helo_if_needed()
        if server.scheme != "smtps" and (server.needs_tls or smtp.has_extn("starttls")):
            smtp.starttls(context=context)
        if server.user:
            smtp.login(server.user, server.password)
        yield smtp
    finally:
        with suppress(smtplib.SMTPException, OSError):
            smtp.quit()
        smtp.close()


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
