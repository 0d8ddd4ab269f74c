"""Pages and mails made of templates, in which crawled text stays text."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from model.in_words import clock, excerpt, hours, named, when, where
from model.reasons import price_words
from pipeline.texts import web_address


def render(template: str, **values: Any) -> str:
    """The file *template* of `operations/templates`, filled in.

    Whatever is filled into HTML is escaped, and an address that is no http(s) address is left out.
    """
    return _environment().get_template(template).render(values)


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("operations"),
        autoescape=select_autoescape(("html",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters |= {
        "clock": clock,
        "day": lambda day: f"{day:%A, %B} {day.day}",
        "excerpt": excerpt,
        "hours": hours,
        "named": named,
        "price": price_words,
        "web": web_address,
        "when": when,
        "where": where,
    }
    return made
