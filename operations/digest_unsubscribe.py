"""How whoever gets a digest ends it."""

from __future__ import annotations

from email.utils import parseaddr
from urllib.parse import quote

from model.errors import InputError

ADDRESS = "{address}"


def way_out(setting: str, sender: str, to: str) -> str:
    """The address that ends the digest for *to*: the host's own, or a mail to the sender.

    >>> way_out("", "Twogether <host@town.example>", "ada@town.example")
    'mailto:host@town.example?subject=unsubscribe'
    >>> way_out("https://town.example/stop?who={address}", "", "Ada <ada@town.example>")
    'https://town.example/stop?who=ada%40town.example'

    Raises:
        InputError: if *setting* is neither a mailto nor an https address.
    """
    if not setting:
        return f"mailto:{parseaddr(sender)[1]}?subject=unsubscribe"
    if not setting.startswith(("mailto:", "https://")) or not setting.isprintable():
        msg = (
            f"TWOGETHER_UNSUBSCRIBE is {setting!r}, which nobody can follow from a mail; "
            "write mailto:… or https://…"
        )
        raise InputError(msg)
    return setting.replace(ADDRESS, quote(parseaddr(to)[1], safe=""))


def headers(setting: str, address: str) -> dict[str, str]:
    """List-Unsubscribe (RFC 2369), and that one click is enough where it is (RFC 8058).

    Args:
        address: what `way_out` made of *setting*.
    """
    found = {"List-Unsubscribe": f"<{address}>"}
    if setting.startswith("https://") and ADDRESS in setting:
        found["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return found
