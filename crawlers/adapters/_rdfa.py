"""RDFa as the same nested items that JSON-LD gives."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import extruct
import lxml.html

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
SCHEMA = ("http://schema.org/", "https://schema.org/")


def rdfa(page: Any, url: str) -> Iterator[dict[str, Any]]:
    """The page's schema.org nodes that no other node holds; none where it is too damaged.

    HTML's <time datetime> is written out as RDFa's `content`, which the library goes by.
    """
    for time in page.xpath("//time[@property][@datetime][not(@content)]"):
        time.set("content", CONTROL.sub(" ", time.get("datetime")))
    text = CONTROL.sub(" ", lxml.html.tostring(page, encoding="unicode"))
    found = extruct.extract(text, base_url=url, syntaxes=["rdfa"], errors="ignore")
    nodes = found.get("rdfa", [])
    by_id = {node["@id"]: node for node in nodes if "@id" in node}
    held = {id_ for node in nodes for id_ in _references(node)}
    for node in nodes:
        if node.get("@type") and node.get("@id") not in held:
            yield _nested(node, by_id, frozenset())


def _references(node: Mapping[str, Any]) -> Iterator[str]:
    for name, values in node.items():
        if name.startswith(SCHEMA):
            yield from (one["@id"] for one in values if "@id" in one and one["@id"] != node["@id"])


def _nested(
    node: Mapping[str, Any], by_id: Mapping[str, Any], above: frozenset[str]
) -> dict[str, Any]:
    """*node* with short names, and the nodes that it refers to in their places."""
    id_ = str(node.get("@id", ""))
    item: dict[str, Any] = {"@type": node.get("@type", [])}
    if not id_.startswith("_:") and id_:
        item["@id"] = id_
    for name, values in node.items():
        if name.startswith(SCHEMA):
            short = name.rpartition("/")[2]
            item[short] = [_value(value, by_id, above | {id_}) for value in values]
    return item


def _value(value: Mapping[str, Any], by_id: Mapping[str, Any], above: frozenset[str]) -> Any:
    if "@value" in value:
        return value["@value"]
    id_ = value.get("@id", "")
    if id_ in by_id and id_ not in above and len(by_id[id_]) > 1:
        return _nested(by_id[id_], by_id, above)
    return id_
