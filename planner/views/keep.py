"""Working copies: what a person is doing, kept on this computer so that a reload of the page loses nothing.

A copy is one file, named by the hash of an unguessable word that stands only in the page's address: who does not
have the address cannot find the copy, and the folder does not give the address away. A file is the old copy or the
new one, never half of each.
"""

import json
import os
import re
import secrets
import sys
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, NamedTuple

PLACE = "CONVERSION_PLANNER_HOME"  # names another folder, for tests and for a planner run for several people
PARTS = ("entered", "works", "opened")
LARGEST = 20_000_000
SECRET_BYTES = 32
WRITTEN = re.compile(r"[A-Za-z0-9_-]{43}")  # what so many bytes look like in an address


class Kept(NamedTuple):
    """One working copy: what was entered, the last scenario that works, the one it began from, and its stamp."""

    entered: dict[str, Any]
    works: dict[str, Any]
    opened: dict[str, Any]
    stamp: str


class TakenError(Exception):
    """Another window has written this copy since it was read here."""


def folder() -> Path:
    """The folder of working copies, one for each user of the computer."""
    named = os.environ.get(PLACE)
    if named:
        return Path(named)
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local"))
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return base / "conversion-planner" / "working-copies"


def new_word() -> str:
    """An unguessable word for the page's address."""
    return secrets.token_urlsafe(SECRET_BYTES)


def read(word: str) -> Kept | None:
    """The copy that belongs to a word; None where there is none, or it cannot be read."""
    file = _file_of(word)
    try:
        if file is None or file.stat().st_size > LARGEST:
            return None
        held = json.loads(file.read_text(encoding="utf-8"))
        entered, works, opened = (held[part] for part in PARTS)
        kept = Kept(entered, works, opened, held["stamp"])
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return None
    parts_fit = all(isinstance(part, dict) for part in kept[: len(PARTS)])
    return kept if parts_fit and isinstance(kept.stamp, str) else None


def write(word: str, kept: Kept) -> str:
    """Keep a copy whole; gives its new stamp.

    Raises `TakenError` where another window has written since, or `OSError`.
    """
    file = _file_of(word)
    if file is None:
        raise OSError
    before = read(word)
    if before is not None and before.stamp != kept.stamp:
        raise TakenError
    stamp = secrets.token_hex(8)
    text = json.dumps({**dict(zip(PARTS, kept, strict=False)), "stamp": stamp}, ensure_ascii=False)
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    _replace(file, text)
    return stamp


def forget(word: str) -> None:
    """Take a copy away."""
    file = _file_of(word)
    if file is not None:
        with suppress(OSError):
            file.unlink(missing_ok=True)


def _file_of(word: str) -> Path | None:
    return folder() / f"{sha256(word.encode()).hexdigest()}.json" if WRITTEN.fullmatch(word) else None


def _replace(file: Path, text: str) -> None:
    """Write beside, then rename; only its owner may read it, since what a business is worth is private."""
    with NamedTemporaryFile("w", encoding="utf-8", dir=file.parent, suffix=".part", delete=False) as beside:
        try:
            beside.write(text)
            beside.flush()
            os.fsync(beside.fileno())
        except OSError:
            Path(beside.name).unlink(missing_ok=True)
            raise
    Path(beside.name).replace(file)
