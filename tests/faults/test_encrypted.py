"""A damaged encrypted journal: no wrong data goes unnoticed, and the way back is named."""

import random
import shutil
from collections.abc import Callable
from contextlib import suppress
from hashlib import pbkdf2_hmac
from pathlib import Path

import pytest

from numbjournal.core.query import Query
from numbjournal.errors import Damaged, Locked, NumbjournalError
from numbjournal.store.driver import DatabaseError
from numbjournal.store.encryption import rewrite_backups, rewrite_journal
from numbjournal.store.engine import FileKind, connect_raw, file_kind, file_salt, no_key, open_journal, opens
from numbjournal.store.journal import Journal
from numbjournal.store.key import Key
from numbjournal.vault import passphrase as vault_passphrase
from tests.conftest import SUNDAY, Home, few
from tests.faults.damage import PAGE, damaged_header, empty, gone, something_else, truncated
from tests.faults.table import Tried
from tests.faults.test_doctor import ENTRIES, lived  # noqa: F401  (the fixture)

FLIPS = 300
PASSPHRASE = "a passphrase"


def quick_key(passphrase: str, salt: bytes) -> bytes:
    return pbkdf2_hmac("sha512", passphrase.encode(), salt, 1, 32)


SALT = bytes(range(16))
KEY = Key(quick_key(PASSPHRASE, SALT), SALT)


@pytest.fixture
def there(home: Home, lived: Path) -> Home:  # noqa: F811
    """A journal of some months with its backup, both encrypted."""
    home.monkeypatch.setattr(vault_passphrase, "derived_key", quick_key)
    shutil.copytree(lived, home.journal_path.parent)
    rewrite_journal(home.journal_path, None, KEY)
    assert rewrite_backups(home.journal_path, KEY, no_key).done == 1
    return home


def secretly(home: Home, line: str, code: int | None = 0) -> str:
    home.monkeypatch.setenv("NUMBJOURNAL_PASSPHRASE", PASSPHRASE)
    result = home.run(line, code=code)
    return result.out + result.err


def everything(path: Path, key: Key | None) -> tuple[object, ...]:
    journal = Journal(path, lambda: SUNDAY, None, key)
    try:
        return (
            journal.list(Query()),
            journal.history(),
            journal.vocabulary().tags,
            [tuple(row) for row in journal.read("SELECT * FROM daily")],
        )
    finally:
        journal.close()


def unnoticed(path: Path, key: Key | None, flips: int) -> int:
    """After how many of so many flipped bits something else is read, and no error."""
    chance, content = random.Random(7), path.read_bytes()
    before = str(everything(path, key))
    wrong = 0
    for _ in range(flips):
        spoiled = bytearray(content)
        spoiled[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        path.write_bytes(spoiled)
        # Bytes where there was text: whatever stumbles over them has noticed.
        with suppress(NumbjournalError, DatabaseError, ValueError, KeyError, TypeError, AttributeError):
            wrong += str(everything(path, key)) != before
    path.write_bytes(content)
    return wrong


@pytest.mark.full
def test_no_flipped_bit_goes_unnoticed(there: Home) -> None:
    assert unnoticed(there.journal_path, KEY, FLIPS) == 0


@pytest.mark.full
def test_in_a_plain_journal_some_do(home: Home, lived: Path) -> None:  # noqa: F811
    copy = home.path / "journal.db"
    shutil.copy(lived / "journal.db", copy)
    assert unnoticed(copy, None, FLIPS) > 0


def spoiled_salt(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(bytes(reversed(SALT)))


def spoiled_first_page(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(100)
        file.write(random.Random(3).randbytes(PAGE - 100))


def spoiled_page(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(9 * PAGE + 20)
        file.write(b"something else")


DAMAGES = (
    empty,
    truncated,
    damaged_header,
    something_else,
    gone,
    spoiled_salt,
    spoiled_first_page,
    spoiled_page,
)


@pytest.mark.parametrize("damage", few(DAMAGES, 4), ids=lambda damage: damage.__name__)
def test_doctor_names_the_way_back(there: Home, damage: Callable[[Path], None]) -> None:
    before = secretly(there, "list --json")
    damage(there.journal_path)
    said = secretly(there, "doctor", code=None)
    assert said.startswith("Not fine: "), said
    assert said.endswith("Next: numbjournal restore\n"), said
    assert "The journal is restored" in secretly(there, "restore --yes")
    assert file_kind(there.journal_path) is FileKind.ENCRYPTED
    assert secretly(there, "list --json") == before


def test_damage_to_the_salt_looks_like_a_wrong_passphrase(there: Home) -> None:
    spoiled_salt(there.journal_path)
    said = secretly(there, "log 2", code=4)
    assert "Wrong passphrase, or the file is damaged" in said
    assert "numbjournal restore" in said


def test_damage_to_the_first_page_is_told_by_a_backup_under_the_same_key(there: Home) -> None:
    spoiled_first_page(there.journal_path)
    assert "The journal file is damaged. Try: numbjournal doctor" in secretly(there, "log 2", code=5)
    there.monkeypatch.setenv("NUMBJOURNAL_PASSPHRASE", "another one")
    there.run("log 2", code=4).remarks("Wrong passphrase, or the file is damaged")
    shutil.rmtree(there.journal_path.with_name("journal.db-backups"))
    assert "Wrong passphrase, or the file is damaged" in secretly(there, "log 2", code=4)


COMMANDS = (
    "list --limit all",
    "report",
    "calendar",
    "insights",
    "search moth",
    "history",
    "show 1",
    "tag list",
    "mark list",
    "export - --format jsonl",
    "export - --format md --yes",
    "log 3 fatigue",
    "log same",
    "edit 1 --feel 3",
    "delete 1",
    "undo",
    "tag add xyz",
    "mark add trip",
    "backup",
    "decrypt",
    "purge 1 --yes",
)


@pytest.mark.full
def test_damage_to_any_page_is_one_sentence_and_a_command(
    there: Home, sized: Callable[..., int], tried: Tried
) -> None:
    """A command either does what it says, or exits with 5 and names `doctor`; good backups stay."""
    folder, kept = there.journal_path.parent, there.path / "kept"
    shutil.copytree(folder, kept)
    content = there.journal_path.read_bytes()
    backups = {path.name: path.read_bytes() for path in (kept / "journal.db-backups").iterdir()}
    pages = range(len(content) // PAGE)
    chance = random.Random(5)
    noticed = 0
    for page in {0, 1, *chance.sample(pages, sized(4, full=40, long=len(pages)))}:
        spoiled = bytearray(content)
        spoiled[page * PAGE + 2000] ^= 0xFF
        for line in (*COMMANDS, "doctor"):
            shutil.rmtree(folder)
            shutil.copytree(kept, folder)
            there.journal_path.write_bytes(spoiled)
            there.monkeypatch.setenv("NUMBJOURNAL_PASSPHRASE", PASSPHRASE)
            result = there.run(line, code=None)
            tried("pages", 1)
            if line == "doctor":
                assert (result.code, result.out[:10]) == (5, "Not fine: "), (page, result)
                assert result.out.endswith("Next: numbjournal restore\n")
            elif result.code:
                assert result.code == 5, (page, line, result.err)
                assert result.err.count("damaged") == 1
                assert result.err.endswith("Try: numbjournal doctor\n"), (page, line, result.err)
                noticed += 1
            if not line.startswith("purge"):
                # Purging rewrites them on purpose, and first.
                found = {path.name: path.read_bytes() for path in _backups(folder)}
                assert found == backups or (result.code == 0 and backups.items() <= found.items())
    assert noticed > 2 * len(COMMANDS)


def _backups(folder: Path) -> list[Path]:
    return list((folder / "journal.db-backups").iterdir())


@pytest.mark.parametrize("damage", [truncated, spoiled_page], ids=lambda damage: damage.__name__)
def test_salvage_of_an_encrypted_journal_is_encrypted(there: Home, damage: Callable[[Path], None]) -> None:
    shutil.rmtree(there.journal_path.with_name("journal.db-backups"))
    damage(there.journal_path)
    assert "The journal is restored" in secretly(there, "restore --salvage --yes")
    assert opens(there.journal_path, KEY)
    assert len(everything(there.journal_path, KEY)[0]) > ENTRIES * 0.6  # type: ignore[arg-type]


def test_a_foreign_schema_in_an_encrypted_journal_is_named_and_mended(there: Home) -> None:
    before = everything(there.journal_path, KEY)
    connection = connect_raw(there.journal_path, KEY)
    connection.execute("CREATE TRIGGER t AFTER INSERT ON entry BEGIN DELETE FROM mark; END")
    connection.execute("DROP INDEX entry_by_day")
    connection.close()
    said = secretly(there, "doctor", 5)
    assert "Another program's trigger can change what is saved: t." in said
    assert "missing or changed: index entry_by_day." in said
    assert said.endswith("Next: numbjournal restore --salvage\n")
    secretly(there, "restore --salvage --yes")
    assert "The journal is whole, and encrypted" in secretly(there, "doctor")
    assert everything(there.journal_path, KEY) == before


def test_no_backup_is_made_of_what_is_damaged(there: Home) -> None:
    spoiled_page(there.journal_path)
    assert "damaged" in secretly(there, "backup", code=5)
    (kept,) = there.journal_path.with_name("journal.db-backups").iterdir()
    assert opens(kept, KEY)


def test_plain_where_encrypted_is_expected_and_the_other_way(there: Home, lived: Path) -> None:  # noqa: F811
    plain = there.path / "plain.db"
    shutil.copy(lived / "journal.db", plain)
    with pytest.raises(Damaged, match="should be encrypted and is not"):
        open_journal(plain, None, KEY)
    with pytest.raises(Locked):
        open_journal(there.journal_path)
    assert not opens(plain, KEY)
    open_journal(plain).close()
    open_journal(there.journal_path, None, KEY).close()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", FileKind.EMPTY),
        (b"SQLite format 3\0" + bytes(5000), FileKind.SQLITE),
        (random.Random(1).randbytes(8192), FileKind.ENCRYPTED),
        (random.Random(1).randbytes(4095), FileKind.OTHER),
        (bytes(8192), FileKind.OTHER),
        (b"\xff" * 8192, FileKind.OTHER),
        (bytes(range(128)) * 64, FileKind.OTHER),
        (("Liebe Anna, " * 900).encode(), FileKind.OTHER),
    ],
)
def test_what_a_file_is_by_its_first_page(tmp_path: Path, content: bytes, kind: FileKind) -> None:
    (tmp_path / "file").write_bytes(content)
    assert file_kind(tmp_path / "file") is kind


def test_every_encrypted_page_is_told_from_a_plain_one(there: Home, lived: Path) -> None:  # noqa: F811
    """A margin on both sides: each encrypted page, as if it were the first, and the first of a plain file."""
    values = {
        path: [len(set(page)) for page in _pages(path.read_bytes())]
        for path in (there.journal_path, lived / "journal.db")
    }
    assert min(values[there.journal_path]) >= 250
    assert values[lived / "journal.db"][0] <= 200
    assert file_salt(there.journal_path) == SALT


def _pages(content: bytes) -> list[bytes]:
    return [content[start : start + PAGE] for start in range(0, len(content), PAGE)]
