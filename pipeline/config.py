"""Where things are kept, and the only reader of the environment."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])
NOT_CARRIED = {
    "TWOGETHER_HOME",
    "TWOGETHER_HOST_PAGES",
    "TWOGETHER_HOST_PASSWORD",
    "TWOGETHER_HOSTS",
}


@dataclass(frozen=True, slots=True)
class Config:
    """The files of one installation.

    Attributes:
        home: the folder that holds them.
    """

    home: Path

    @property
    def catalogue(self) -> Path:
        """Events; written by the pipeline alone."""
        return self.home / "catalogue.db"

    @property
    def couples(self) -> Path:
        """What couples write, lists and reports; written by the dashboard."""
        return self.home / "couples.db"

    @property
    def lock(self) -> Path:
        """Held by the run that is writing."""
        return self.home / "catalogue.lock"

    @property
    def index(self) -> Path:
        """The columns that searches read; made from the catalogue, safe to delete."""
        return self.home / "index"

    @property
    def cluster(self) -> Path:
        """What a crawl by many workers has done so far; all of them see it."""
        return self.home / "cluster"

    @property
    def archive(self) -> Path:
        """Where announcements go that are long over, a file a year."""
        return self.home / "archive"

    @property
    def sign_in(self) -> Path:
        """An OpenID Connect provider that vouches for the host, as Streamlit's secrets."""
        return self.home / "sign-in.toml"

    @property
    def environment(self) -> Path:
        """The settings of what runs by a schedule."""
        return self.home / "schedule.env"

    @property
    def outbox(self) -> Path:
        """Mail that no server was named for."""
        return self.home / "outbox"

    @property
    def digests(self) -> Path:
        """What each digest has said, so that the next one says something else."""
        return self.home / "digests"

    @property
    def told(self) -> Path:
        """What the host has been alerted to."""
        return self.home / "alerts.json"

    @property
    def sources(self) -> Path:
        """The host's own sources."""
        return self.home / "sources.toml"

    @property
    def backups(self) -> Path:
        """Where backups go that are to go nowhere else."""
        return self.home / "backups"


def default_home() -> Path:
    """TWOGETHER_HOME, else the platform's folder for a user's data."""
    if home := os.environ.get("TWOGETHER_HOME"):
        return Path(home)
    from platformdirs import user_data_path

    return user_data_path("twogether", appauthor=False)


def contact() -> str:
    """TWOGETHER_CONTACT: how a site's owner can reach whoever crawls it."""
    return os.environ.get("TWOGETHER_CONTACT", "").strip()


def loopback() -> bool:
    """TWOGETHER_LOOPBACK=allow: a crawl may ask servers on this machine, as tests do."""
    return os.environ.get("TWOGETHER_LOOPBACK", "") == "allow"


def adult_content() -> bool:
    """TWOGETHER_ADULT_CONTENT=allow: events with sexual content may be recommended too."""
    return os.environ.get("TWOGETHER_ADULT_CONTENT", "") == "allow"


def carried() -> dict[str, str]:
    """The settings that what runs by a schedule needs: all that are set but the dashboard's."""
    ours = {name: value for name, value in os.environ.items() if name.startswith("TWOGETHER_")}
    return {name: ours[name] for name in sorted(ours.keys() - NOT_CARRIED)}


def host_password() -> str:
    """TWOGETHER_HOST_PASSWORD: opens the host's pages from anywhere; "" for none."""
    return os.environ.get("TWOGETHER_HOST_PASSWORD", "")


def host_emails() -> frozenset[str]:
    """TWOGETHER_HOST_EMAILS: who may open the host's pages by signing in with a provider."""
    named = os.environ.get("TWOGETHER_HOST_EMAILS", "").split(",")
    return frozenset(filter(None, (email.strip().casefold() for email in named)))


def host_pages() -> str:
    """TWOGETHER_HOST_PAGES: without a password, shown to "everyone", "nobody" or who is local."""
    return os.environ.get("TWOGETHER_HOST_PAGES", "local")


def crawl_every(home: Path) -> str:
    """TWOGETHER_CRAWL_EVERY: how often a crawl is due, such as "6h" or "1d"; "" for unsaid.

    Where the environment does not say it, the settings of the schedule of *home* do.
    """
    if said := os.environ.get("TWOGETHER_CRAWL_EVERY", "").strip():
        return said
    with suppress(OSError):
        text = Config(home).environment.read_text("utf-8")
        if found := re.search(r'^TWOGETHER_CRAWL_EVERY="?([^"\n]*)', text, re.MULTILINE):
            return found[1].strip()
    return ""


def silent_days() -> str:
    """TWOGETHER_SILENT_DAYS: so long a source may bring nothing new; "" for the default."""
    return os.environ.get("TWOGETHER_SILENT_DAYS", "").strip()


def smtp_url() -> str:
    """TWOGETHER_SMTP_URL: the server that takes outgoing mail, with its user and password."""
    return os.environ.get("TWOGETHER_SMTP_URL", "").strip()


def mail_from() -> str:
    """TWOGETHER_MAIL_FROM: whom mail comes from."""
    return os.environ.get("TWOGETHER_MAIL_FROM", "").strip()


def unsubscribe() -> str:
    """TWOGETHER_UNSUBSCRIBE: what ends a digest, mailto: or https:; "" for a mail to its sender.

    `{address}` in it stands for the receiver; an https address with it takes a POST (RFC 8058).
    """
    return os.environ.get("TWOGETHER_UNSUBSCRIBE", "").strip()


def mail_to() -> tuple[str, ...]:
    """TWOGETHER_MAIL_TO: the host's addresses, comma-separated, for alerts."""
    named = os.environ.get("TWOGETHER_MAIL_TO", "").split(",")
    return tuple(filter(None, (name.strip() for name in named)))


def webhook() -> str:
    """TWOGETHER_WEBHOOK: the https address that alerts are posted to; "" for none."""
    return os.environ.get("TWOGETHER_WEBHOOK", "").strip()


def log_format() -> str:
    """TWOGETHER_LOG: "json" for one JSON object a line; "" for errors as text."""
    return os.environ.get("TWOGETHER_LOG", "").strip()


def database_url() -> str:
    """TWOGETHER_DATABASE: the PostgreSQL database that holds the catalogue; "" for a file.

    `{home}` in it stands for a name made of the home folder's path.
    """
    return os.environ.get("TWOGETHER_DATABASE", "").strip()


def secrets() -> tuple[str, ...]:
    """The values of the environment that may stand in no log."""
    return tuple(filter(None, (host_password(), smtp_url(), webhook(), database_url())))


def hosts() -> tuple[str, ...]:
    """TWOGETHER_HOSTS: what the dashboard is called beside this machine's own names."""
    named = os.environ.get("TWOGETHER_HOSTS", "").split(",")
    return ("127.0.0.1", "localhost", *filter(None, (name.strip() for name in named)))


def home_option(command: F) -> F:
    """Gives a command `--home DIR`."""
    return click.option(
        "--home",
        type=click.Path(file_okay=False, path_type=Path),
        default=default_home,
        show_default="TWOGETHER_HOME, else your data folder",
        help="Folder of the catalogue.",
    )(command)
