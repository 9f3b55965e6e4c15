"""`daylio-backup`: the backup file of Daylio, a zip file with everything in one member."""

import base64
import binascii
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, Final

from numbjournal.core.foreign_entry import ForeignEntry, ForeignWord, InvalidRow, ParsedRow, UnknownMood
from numbjournal.errors import Unreadable
from numbjournal.imports import document
from numbjournal.imports.daylio import entry_key, note_of
from numbjournal.imports.document import number_in, parsed, parsed_records, text_in
from numbjournal.imports.files import HINT
from numbjournal.imports.moments import existing_day, here

SOURCE: Final = "Daylio"
MOOD: Final = "mood"
UNKNOWN_MOOD: Final = UnknownMood.ASK

MEMBER: Final = "backup.daylio"
MOST_MEMBERS: Final = 20_000
"""The limit allows for pictures, which are members too."""

_GROUPS = {1: 10, 2: 8, 3: 5, 4: 2, 5: 0}
"""How pleasant, by `mood_group_id`, of which 1 is the best."""

_BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, RuntimeError,
    NotImplementedError, ValueError, KeyError, IndexError, OverflowError, MemoryError,
)  # fmt: skip


def recognises(head: bytes) -> bool:
    """Whether it is a zip file."""
    return head.startswith(b"PK\x03\x04")


def read(stream: BinaryIO) -> Iterator[ParsedRow]:
    """Every entry of the backup. Nothing is unpacked to the disk, and pictures are not imported."""
    backup = parsed(_content(stream))
    if not isinstance(backup, dict):
        raise Unreadable("The backup holds no entries.", HINT)
    moods = {each["id"]: each for each in _records(backup, "customMoods") if type(each.get("id")) is int}
    tags = {each["id"]: each for each in _records(backup, "tags") if type(each.get("id")) is int}

    def entry_of(number: int, entry: dict[str, Any]) -> ForeignEntry:
        return _foreign_entry(number, entry, moods, tags)

    yield from parsed_records(backup.get("dayEntries"), entry_of)


def _foreign_entry(
    number: int,
    entry: dict[str, Any],
    moods: Mapping[int, dict[str, Any]],
    tags: Mapping[int, dict[str, Any]],
) -> ForeignEntry:
    year, month, of_month, hour, minute = (
        number_in(entry, name) for name in ("year", "month", "day", "hour", "minute")
    )
    if year is None or month is None or of_month is None:
        raise InvalidRow("its day cannot be read")
    # Daylio counts months from 0.
    day = existing_day(year, month + 1, of_month)
    is_timed = hour is not None and minute is not None and hour in range(24) and minute in range(60)
    at = f"{hour:02d}:{minute:02d}" if is_timed else None
    mood = moods.get(number_in(entry, "mood") or 0, {})
    name = mood.get("custom_name")
    given = entry.get("tags") or []
    if not isinstance(given, list):
        raise InvalidRow("its tags are not a list")
    known = [tags[each] for each in given if type(each) is int and each in tags]
    words = [tag["name"] for tag in known if isinstance(tag.get("name"), str)]
    group = mood.get("mood_group_id")
    return ForeignEntry(
        number,
        entry_key(day.isoformat(), at or ""),
        day,
        {**entry, "mood_name": name, "mood_group_id": group, "tag_names": words},
        time=at,
        written=here(day, at),
        mood=_GROUPS.get(group) if type(group) is int else None,
        mood_word=name if isinstance(name, str) else "",
        note=note_of(text_in(entry, "note_title"), text_in(entry, "note")),
        words=tuple(ForeignWord(word) for word in words if word.strip()),
        duplicates=("note",),
    )


def _records(backup: dict[str, Any], name: str) -> list[dict[str, Any]]:
    found = backup.get(name)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _content(stream: BinaryIO) -> bytes:
    """The JSON in the backup.

    Raises Unreadable for another zip file, a broken one, or one that is too large.
    """
    most = document.LARGEST // 3 * 4
    stream.seek(0)
    try:
        with zipfile.ZipFile(stream) as file:
            members = [member for member in file.infolist() if member.filename == MEMBER]
            if len(members) != 1 or len(file.infolist()) > MOST_MEMBERS:
                raise Unreadable("The file is not a backup of Daylio.", HINT)
            with file.open(members[0]) as member:
                # Do not rely on the size that the file states.
                content = member.read(most + 1)
    except _BROKEN:
        raise Unreadable("The backup is damaged, or cut off.", HINT) from None
    if len(content) > most:
        raise Unreadable(f"The backup holds more than {document.LARGEST // 1_000_000} MB.", HINT)
    try:
        return base64.b64decode(content.translate(None, b" \r\n\t"), validate=True)
    except binascii.Error:
        raise Unreadable("The backup is damaged, or cut off.", HINT) from None
