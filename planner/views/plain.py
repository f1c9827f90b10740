"""Words on a page as they are: no sign in a name or a sum of money is taken for layout."""

import re

_SIGNS = re.compile(r"([\\`*_{}\[\]<>$:~#|])")


def plain(words: str) -> str:
    """Words with every sign of Markdown, of formulas and of icons switched off, on one line."""
    return _SIGNS.sub(r"\\\1", " ".join(words.split(" ")).replace("\n", " "))
