"""XML answers as the dictionaries that a `Shape` reads."""

from __future__ import annotations

from typing import Any

from lxml import etree

from model.errors import ParseError


def load_xml(body: bytes, url: str) -> Any:
    """The root element of *body*; entities are not resolved and nothing is fetched.

    Raises:
        ParseError: if the body is no XML.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None or not isinstance(root.tag, str):
        start = " ".join(body[:60].decode("utf-8", "replace").split())
        msg = f"{url} starts with {start!r}, which is no XML; check the source's address"
        raise ParseError(msg)
    return root


def plain(element: Any) -> Any:
    """*element* as text or a dictionary; names without namespace, repeated ones as lists.

    >>> plain(etree.fromstring("<a id='1'><b>x</b><b>y</b></a>"))
    {'@id': '1', 'b': ['x', 'y']}
    """
    children = [one for one in element if isinstance(one.tag, str)]
    words = (element.text or "").strip()
    if not children and not element.attrib:
        return words
    found: dict[str, Any] = {f"@{name}": value for name, value in element.attrib.items()}
    if words:
        found["text"] = words
    for child in children:
        name, value = child.tag.rpartition("}")[2], plain(child)
        if name not in found:
            found[name] = value
        elif isinstance(found[name], list):
            found[name].append(value)
        else:
            found[name] = [found[name], value]
    return found
