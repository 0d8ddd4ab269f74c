"""What must not stand in a log: passwords, keys and the tokens that open something."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from logging import LogRecord
from typing import Any

GONE = "***"
NAMES = (
    r"[\w-]*(?:token|secret|passw(?:or)?d|passphrase|pwd|credentials?|signature|session[_-]?id)"
    r"[\w-]*|(?:[\w-]*[_-])?(?:key|sig|auth|pass)|\w*apikey"
)
BETWEEN = r"(?:b?\\*[\"'])?\s*(?:=|:|%3D)\s*"
"""Of a name and its value: name=value, "name": "value", and that again in quotes."""
QUOTED = (
    r"b?\"(?:[^\"\\]|\\+.)*\"|b?'(?:[^'\\]|\\+.)*'|b?\\+\".*?\\+\"|b?\\+'.*?\\+'"
    r"|[^\s&;,<>\"'}\])\\]+"
)
RULES = (
    # user:password@ in an address
    (re.compile(r"(?<=://)[^/\s?#\"'@]*(?:@[^/\s?#\"'@]*)*@"), f"{GONE}@"),
    # headers that prove who asks
    (
        re.compile(
            r"\b((?:proxy-)?authorization|(?:set-)?cookie|x-[\w-]*(?:key|token|auth)[\w-]*)"
            rf"({BETWEEN}\[?(?:b?\\*[\"'])?)[^\r\n]+",
            re.IGNORECASE,
        ),
        rf"\1\2{GONE}",
    ),
    (re.compile(r"\b([Bb]earer|[Bb]asic)\s+(?=\S*[A-Z\d=])[\w.~+/=-]{6,}"), rf"\1 {GONE}"),
    (
        re.compile(rf"(?<![\w-])({NAMES})({BETWEEN})(?:{QUOTED})", re.IGNORECASE),
        rf"\1\2{GONE}",
    ),
    (re.compile(r"(?<=[?&])(list|code)=[^\s&#\"']+", re.IGNORECASE), rf"\1={GONE}"),
    # links that open a list, a calendar or a chat by what stands in them
    (re.compile(r"(?<=/lists/)[^/\s?#\"']+"), GONE),
    (re.compile(r"(?<=/private-)[\w-]+"), GONE),
    (re.compile(r"(hooks\.[\w.-]+/)[^\s\"']+", re.IGNORECASE), rf"\1{GONE}"),
    # long random signs of any kind
    (re.compile(r"\b[0-9a-f]{24,}\b", re.IGNORECASE), GONE),
    (
        re.compile(
            r"(?<![\w-])(?=[\w-]*\d)(?=[\w-]*[a-z])(?=[\w-]*[A-Z])[\w-]{20,}(?![\w-])",
        ),
        GONE,
    ),
)


def redact(text: str, secrets: Iterable[str] = ()) -> str:
    """*text* without what opens something.

    Args:
        secrets: values that are known to be secret, whatever they look like.

    >>> redact("GET https://me:pw@town.example/feed?key=4711&page=2")
    'GET https://***@town.example/feed?key=***&page=2'
    """
    for secret in secrets:
        text = text.replace(secret, GONE)
    for pattern, instead in RULES:
        text = pattern.sub(instead, text)
    return text


class Redact(logging.Filter):
    """Passes every record, without secrets in its message, its traceback or its fields.

    Args:
        secrets: as in `redact`.
    """

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__()
        self.secrets = tuple(secrets)

    def filter(self, record: LogRecord) -> bool:
        """True; *record* is changed in place, so that no formatter sees what it held."""
        try:
            record.msg = record.getMessage()
        except (TypeError, ValueError):  # its words and its values do not fit together
            record.msg = f"{record.msg} {record.args}"
        record.args = ()
        if record.exc_info:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
            record.exc_info = None
        for name, value in record.__dict__.items():
            record.__dict__[name] = self._clean(name, value)
        return True

    def _clean(self, name: str, value: Any) -> Any:
        if isinstance(value, str):
            shown = redact(f"{name}={value}", self.secrets)
            return shown.removeprefix(f"{name}=")
        if isinstance(value, dict):
            return {key: self._clean(str(key), one) for key, one in value.items()}
        if isinstance(value, (list, tuple)):
            return [self._clean(name, one) for one in value]
        return value
