"""Addresses as pages write them."""

from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit


def absolute(page: str, link: str) -> str:
    """*link* as seen from *page*; "" when it is no address.

    >>> absolute("https://a.example/events/", "jam")
    'https://a.example/events/jam'
    >>> absolute("https://a.example/events/", "http://[oops")
    ''
    """
    link = link.strip()
    if link in ("", page):
        return page
    if link.startswith("#"):
        return page.partition("#")[0] + link
    if link.startswith(("https://", "http://")) and "[" not in link:
        return link
    try:
        return urljoin(page, link)
    except ValueError:
        return ""


def page_after(url: str, parameter: str, last: int) -> str:
    """The address of the page after that at *url* in a numbered answer; "" after the last.

    >>> page_after("https://a.example/api?pp=100", "page", 3)
    'https://a.example/api?pp=100&page=2'
    """
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    number = query.get(parameter, "1")
    if not number.isdecimal() or int(number) >= last:
        return ""
    return parts._replace(query=urlencode({**query, parameter: int(number) + 1})).geturl()
