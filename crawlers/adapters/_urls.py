"""Addresses as pages write them."""

from urllib.parse import urljoin


def absolute(page: str, link: str) -> str:
    """*link* as seen from *page*; "" when it is no address.

    >>> absolute("https://a.example/events/", "jam")
    'https://a.example/events/jam'
    >>> absolute("https://a.example/events/", "http://[oops")
    ''
    """
    try:
        return urljoin(page, link.strip())
    except ValueError:
        return ""
