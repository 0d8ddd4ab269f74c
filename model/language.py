"""Languages as numbers."""

from __future__ import annotations


def language_code(tag: str) -> int:
    """A number for the language of a BCP 47 tag, its region aside; 0 when there is none.

    >>> language_code("en-US") == language_code("en"), language_code("")
    (True, 0)
    """
    letters = tag.partition("-")[0].casefold()
    if len(letters) != 2 or not ("aa" <= letters <= "zz"):
        return 0
    return (ord(letters[0]) - 96) * 32 + ord(letters[1]) - 96
