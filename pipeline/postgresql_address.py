"""Where a catalogue in PostgreSQL stands: what TWOGETHER_DATABASE says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from model.errors import CatalogueError

HOME = "{home}"
USUAL = "twogether"
SCHEMA = re.compile(r"-c\s*search_path=([^\s,]+)\S*")
PASSWORD = re.compile(r"(?<=://)([^/@:\s]*):\S*@|([?&])password=[^&\s]*&?")
SETTINGS = {
    "search_path": "{schema},public",
    "lock_timeout": "30s",
    "client_connection_check_interval": "1s",
    "client_min_messages": "warning",
}
"""Of each connection: another program is waited for as long as SQLite waits, and the server soon
notices one that was killed."""


@dataclass(frozen=True, slots=True)
class Address:
    """One catalogue.

    Attributes:
        url: what connects to its server, without options.
        schema: its own part of the database there.
        more: what else the server is to be told, as `options` of a connection.
    """

    url: str
    schema: str
    more: str = ""

    @property
    def where(self) -> str:
        """What a message calls it, without the password."""
        return repr(f"{shown(self.url)}, schema {self.schema}")

    def options(self, *, read_only: bool) -> str:
        """What the server is told when a program connects."""
        given = {name: value.format(schema=self.schema) for name, value in SETTINGS.items()}
        if read_only:
            given["default_transaction_read_only"] = "on"
        ours = (f"-c {name}={value}" for name, value in given.items())
        return " ".join([*ours, self.more]).rstrip()


def address(url: str, path: Path) -> Address:
    """Where the catalogue stands that would be the file *path*, were it one.

    `{home}` in *url* stands for a name made of *path*, so that each home has its own.

    Raises:
        CatalogueError: if *url* is no address of a PostgreSQL database.

    >>> address("postgresql://ann:secret@db/towns", Path("catalogue.db")).where
    "'postgresql://ann@db/towns, schema twogether'"
    """
    try:
        parts = urlsplit(url.replace(HOME, _name(path)))
        is_one = parts.scheme in ("postgresql", "postgres")
    except ValueError:  # a bracket that does not close
        is_one = False
    if not is_one:
        msg = (
            f"TWOGETHER_DATABASE is {shown(url)!r}, which is no address of a PostgreSQL database; "
            "write postgresql://user@host/database, or leave it out for a file"
        )
        raise CatalogueError(msg)
    said = dict(parse_qsl(parts.query))
    options = said.pop("options", "")
    named = SCHEMA.search(options)
    schema = named[1] if named else USUAL
    if not re.fullmatch(r"[a-z_][a-z0-9_]{0,62}", schema) or schema in ("public", "pg_catalog"):
        msg = (
            f"TWOGETHER_DATABASE names the schema {schema!r}, which cannot be a catalogue's own; "
            "choose small letters, digits and underscores, and not public"
        )
        raise CatalogueError(msg)
    server = urlunsplit(parts._replace(query=urlencode(said)))
    return Address(server, schema, SCHEMA.sub("", options).strip())


def shown(url: str) -> str:
    """*url* without its password."""
    return PASSWORD.sub(lambda found: f"{found[1]}@" if found[2] is None else found[2], url)


def _name(path: Path) -> str:
    """Like a name of a schema: what the folder of *path* is called, and what tells it apart."""
    full = str(path.absolute())
    slug = re.sub(r"[^a-z0-9]+", "_", path.absolute().parent.name.casefold()).strip("_")[:40]
    return f"home_{slug}_{blake2b(full.encode(), digest_size=6).hexdigest()}"
