"""A word to a chat or another program: JSON, posted to an address that the host named."""

from __future__ import annotations

from urllib.parse import urlsplit

from model.errors import DeliveryError, InputError, Undeliverable

TIMEOUT_S = 10.0
TRIES = 3
BUSY = (429, 500, 502, 503, 504)
OWN = ("localhost", "127.0.0.1", "::1")


def post(url: str, text: str, pause_s: float = 1.0) -> str:
    """Post `{"text": text}`, which Slack, Mattermost and others show as a message.

    A server that is busy is asked again, after as long as it says.  The address is a secret:
    only its host is told.

    Args:
        pause_s: between tries where the server does not say how long; doubled with each.

    Returns:
        Where it went, for a log.

    Raises:
        InputError: if *url* is not https, and not on this machine either.
        Undeliverable: if it is refused.
        DeliveryError: if nobody answered.
    """
    import urllib3

    parts = urlsplit(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in OWN):
        msg = "TWOGETHER_WEBHOOK is not https, so others could read it; give an https address"
        raise InputError(msg)
    retries = urllib3.Retry(
        TRIES,
        redirect=0,
        status_forcelist=BUSY,
        allowed_methods=None,
        backoff_factor=pause_s,
        raise_on_status=False,
        raise_on_redirect=False,
    )
    where = f"webhook at {parts.hostname}"
    try:
        with urllib3.PoolManager(timeout=TIMEOUT_S, retries=retries) as pool:
            answer = pool.request("POST", url, json={"text": text})
    except urllib3.exceptions.HTTPError as error:
        msg = f"{where} gave no answer ({type(error).__name__}); try again later"
        raise DeliveryError(msg) from error
    if answer.status in BUSY:
        msg = f"{where} was busy {TRIES + 1} times ({answer.status}); try again later"
        raise DeliveryError(msg)
    if not 200 <= answer.status < 300:
        msg = f"{where} refused the message with {answer.status}; check TWOGETHER_WEBHOOK"
        raise Undeliverable(msg)
    return f"posted to {parts.hostname}"
