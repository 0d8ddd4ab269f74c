"""A digest from the catalogue and a list to a letter box."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from model import search
from model.digest import Digest, digest_of
from model.errors import DeliveryError, InputError, NoSuchList
from model.outing import Outing
from model.outing_reading import outing_from
from model.shared_list import SharedList
from model.taste import Reader
from operations.digest_letter import letter
from operations.digest_memory import recall
from operations.digest_unsubscribe import headers, way_out
from operations.mail import compose, deliver
from pipeline.candidates import locate
from pipeline.catalogue import Catalogue
from pipeline.config import Config, mail_from, smtp_url, unsubscribe
from pipeline.couples import Couples
from pipeline.indexing import current_index
from pipeline.model_store import load_classifier
from pipeline.outing_file import read_outing
from pipeline.places import Gazetteer

NOBODY = "Twogether <twogether@localhost.invalid>"
"""Whom a letter that stays a file comes from, and goes to, where nobody is named."""


def asked(file: Path | None, catalogue: Catalogue, now: datetime) -> Outing:
    """What *file* asks for, or else what who says nothing is shown: all near the largest town.

    Raises:
        InputError, OutingError: if the file cannot be read or meant.
    """
    if file is not None:
        return read_outing(file, catalogue)
    towns = catalogue.localities()
    home = towns[0]["locality"] if towns else ""
    gazetteer = Gazetteer()
    return outing_from(
        search.fields(search.defaults(), home, now.date()),
        lambda text: locate(text, catalogue, gazetteer),
    )


def written(home: Path, outing: Outing, token: str, memory: Path, now: datetime) -> Digest:
    """The digest of the list that *token* opens, of *outing* alone where it is "".

    Args:
        memory: of what was told before; it goes with the list.

    Raises:
        NoSuchList: if the token leads nowhere.
    """
    index = current_index(home)
    says = any(partner.likes.strip() for partner in outing.partners)
    reader = Reader(index.wording, load_classifier(home)) if says else None
    shared = _opened(home, token, memory, now) if token else None
    return digest_of(index, outing, now, reader, shared, recall(memory))


def _opened(home: Path, token: str, memory: Path, now: datetime) -> SharedList:
    try:
        with Couples(Config(home).couples) as couples:
            return couples.open_list(token, now)
    except NoSuchList:
        memory.unlink(missing_ok=True)
        raise


def hand_over(
    made: Digest, outing: Outing, list_address: str, to: Sequence[str], out: Path, *, sends: bool
) -> Iterator[str]:
    """A letter for each of *to*, apart; where each one went, as it goes.

    Args:
        list_address: of the list as a page, "" where it is not known.
        to: none for a letter to look at.
        out: the folder of those that are not sent.
        sends: by TWOGETHER_SMTP_URL, if it is set.

    Raises:
        DeliveryError: at the end, if some could not be delivered.
        InputError: if mail would come from nobody.
    """
    server = smtp_url() if sends and to else ""
    sender = mail_from() or ("" if server else NOBODY)
    if not sender:
        msg = "TWOGETHER_MAIL_FROM is not set, so that mail comes from nobody; set it"
        raise InputError(msg)
    failed = []
    for one in dict.fromkeys(to or [sender]):
        stop = way_out(unsubscribe(), sender, one)
        words = letter(made, outing, list_address, stop)
        message = compose(
            *(sender, one, words.subject, words.text),
            html=words.html,
            headers=headers(unsubscribe(), stop),
        )
        try:
            yield deliver(message, server, out)
        except DeliveryError as error:
            failed.append(str(error))
        if not server:
            page = out / "digest.html"
            page.write_text(words.html, "utf-8")
            yield f"to be looked at in {page}"
    if failed:
        raise DeliveryError("; ".join(failed))
