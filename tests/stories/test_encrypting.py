"""A journal that opens with a passphrase: made, used, unlocked, changed, and made plain again."""

import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from hashlib import pbkdf2_hmac
from pathlib import Path

import pexpect
import pytest

from numbjournal.store.backup import backups
from numbjournal.store.driver import connect
from numbjournal.store.engine import FileKind, file_kind, file_salt, opens
from numbjournal.store.key import Key
from numbjournal.vault import kernel, passphrase
from numbjournal.vault.recovery import key_in_code, recovery_code
from tests.conftest import Home, Result, few, home_at
from tests.faults.canary import where_found
from tests.terminal import spawn

WORD = "kingfisher"
PASSPHRASE = 'Straße 7, it\'s "here" 🗝'
CODE = re.compile(r"\b[A-Z2-7]{4}(?:-[A-Z2-7]{4}){13}\b")


def secretly(home: Home, line: str | list[str], secret: str = PASSPHRASE, **options: object) -> Result:
    """Run a command with the passphrase in the environment."""
    home.monkeypatch.setenv("NUMBJOURNAL_PASSPHRASE", secret)
    return home.run(line, **options)  # type: ignore[arg-type]


def code_in(result: Result) -> str:
    (code,) = CODE.findall(result.out)
    return code


@pytest.fixture
def there(home: Home) -> Iterator[Home]:
    """Two entries, and a backup of yesterday."""
    home.later(days=-1)
    home.run(["log", "2", "flat", f"{WORD} by the weir"])
    home.later(days=1)
    home.run("log 4 fatigue")
    yield home
    if file_kind(home.journal_path) is FileKind.ENCRYPTED:
        kernel.forget(file_salt(home.journal_path).hex())


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """One round instead of 256,000: how long a passphrase takes is not what is tested here."""

    def derived(name: str, text: bytes, salt: bytes, rounds: int, size: int) -> bytes:
        return pbkdf2_hmac(name, text, salt, 1, size)

    monkeypatch.setattr(passphrase, "pbkdf2_hmac", derived)


@pytest.fixture
def encrypted(there: Home, quick: None) -> Home:
    secretly(there, "encrypt")
    return there


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a journal of two entries that was encrypted with every round."""
    folder = tmp_path_factory.mktemp("encrypted") / "journal"
    with pytest.MonkeyPatch.context() as monkeypatch:
        for home in home_at(tmp_path_factory.mktemp("home"), monkeypatch):
            home.run(["log", "2", "flat", f"{WORD} by the weir"])
            home.run("log 4 fatigue")
            secretly(home, "encrypt")
            shutil.copytree(home.journal_path.parent, folder)
    return folder


@pytest.fixture
def typing(home: Home, template: Path) -> Iterator[Home]:
    """That journal in a home, for the program on a terminal."""
    shutil.copytree(template, home.journal_path.parent)
    yield home
    kernel.forget(file_salt(home.journal_path).hex())


def test_encrypting_leaves_nothing_that_can_be_read(there: Home) -> None:
    assert len(where_found(there.path, WORD)) > 1
    said = secretly(there, "encrypt").says("The journal is encrypted.").says("backups are encrypted too.")
    assert where_found(there.path, WORD) == set()
    assert "NUMBJOURNAL_PASSPHRASE" not in os.environ
    raw = key_in_code(code_in(said))
    assert raw
    files = [there.journal_path, *(backup.path for backup in backups(there.journal_path))]
    assert len(files) == 4
    for path in files:
        # With the recovery code, and with the passphrase alone, in any program that knows the format.
        assert opens(path, Key(raw, file_salt(path)))
        connection = connect(str(path))
        connection.execute(f"""PRAGMA key = '{PASSPHRASE.replace("'", "''")}'""")
        assert connection.execute("SELECT count(*) FROM entry").fetchone()[0] in (1, 2)
        connection.close()


def test_everything_works_as_before(encrypted: Home) -> None:
    home = encrypted
    secretly(home, "log 3 headache:2").says("Saved 3 for Sunday 22 November")
    secretly(home, "list").says("3 entries")
    secretly(home, "show 1").says(WORD)
    secretly(home, "search weir").says("1 entry")
    secretly(home, "report")
    secretly(home, "calendar").says("2026")
    secretly(home, "edit 3 --feel 5").says("Changed 3")
    secretly(home, "undo").says("Entry 3 is as before.")
    secretly(home, "delete 3").says("Entry 3 is deleted.")
    secretly(home, "history").says("undo")
    secretly(home, "tag add static").says("static is your tag now")
    secretly(home, "mark add sertraline --kind medication-start --on yesterday")
    secretly(home, "score phq-9 14")
    secretly(home, f"export {home.path}/all.jsonl").says("Wrote")
    secretly(home, f"export {home.path}/page.html --yes").says("readable by your account only")
    secretly(home, f"import {home.path}/all.jsonl").says("nothing new")
    secretly(home, "backup").says("A verified copy is kept")
    secretly(home, "backup list").says("entries")
    secretly(home, "doctor").says("The journal is whole, and encrypted").says("backups are whole")
    secretly(home, "purge 1 --yes").says("is erased from the journal, its history and 4 backups")
    assert opens_everywhere(home)
    home.later(days=1)
    secretly(home, "log 2 empty")
    assert opens_everywhere(home)
    assert where_found(home.path / ".local", WORD) == set()


def opens_everywhere(home: Home) -> bool:
    files = [home.journal_path, *(backup.path for backup in backups(home.journal_path))]
    return {file_kind(path) for path in files} == {FileKind.ENCRYPTED}


@pytest.mark.parametrize(
    "line",
    few(["log 2 flat", "log 2 --note -", "list", "report", "undo", "export - --format csv", "purge 1 --yes",
     "restore", "backup", "import nowhere.jsonl", "encrypt", "decrypt", "passphrase", "unlock",
     "edit 1 --feel 2", "tag list"], 5),
)  # fmt: skip
def test_locked_means_exit_code_4_and_no_waiting(encrypted: Home, line: str) -> None:
    before = encrypted.journal_path.read_bytes()
    stdin = io.TextIOWrapper(io.BytesIO(b"a note that is not read"))
    code = 3 if line.startswith("import") else 4
    result = encrypted.run(line, stdin=stdin, code=code)
    result.silent()
    if code == 4:
        result.remarks("locked").remarks("numbjournal unlock")
    assert stdin.tell() == 0
    assert encrypted.journal_path.read_bytes() == before


def test_a_crisis_word_is_answered_all_the_same(encrypted: Home) -> None:
    encrypted.run("config set country DE")
    encrypted.run("log 1 suicidal", code=4).remarks("0800 111 0 111").remarks("locked")
    encrypted.run("crisis").says("0800 111 0 111")
    assert "locked" not in encrypted.run("crisis").err


@pytest.mark.parametrize(
    "secret", few(["wrong", " ", PASSPHRASE + " ", PASSPHRASE.upper(), "ab" * 31, "ab" * 32], 3)
)
def test_a_wrong_passphrase_changes_nothing(encrypted: Home, secret: str) -> None:
    before = encrypted.journal_path.read_bytes()
    secretly(encrypted, "log 3", secret, code=4).remarks("numbjournal restore").remarks(
        "Wrong passphrase, or the file is damaged"
    )
    assert encrypted.journal_path.read_bytes() == before


def test_letters_may_be_composed_in_either_way(there: Home, quick: None) -> None:
    secretly(there, "encrypt", "cafe\u0301 am Fluß")
    secretly(there, "list", "caf\u00e9 am Fluß").says("2 entries")


SEVERAL_LINES = "one\ntwo\n"


@pytest.mark.parametrize("source", ["variable", "file", "command", "descriptor", "new descriptor"])
def test_more_than_a_line_is_refused_as_a_new_passphrase(there: Home, source: str, quick: None) -> None:
    file = there.path / "held"
    file.write_text(SEVERAL_LINES)
    refused = "A passphrase is one line, and that is more."
    if source == "new descriptor":
        secretly(there, "encrypt")
        with file.open() as given:
            secretly(there, f"passphrase --new-fd {given.fileno()}", code=2).remarks(refused)
        secretly(there, "list").says("2 entries")
        return
    if source == "descriptor":
        with file.open() as given:
            there.run(f"--passphrase-fd {given.fileno()} encrypt", code=2).remarks(refused)
    elif source == "variable":
        secretly(there, "encrypt", SEVERAL_LINES, code=2).remarks(refused)
    else:
        copied = shlex.join([sys.executable, "-c", f"print(open({str(file)!r}).read())"])
        name = {"file": "NUMBJOURNAL_PASSPHRASE_FILE", "command": "NUMBJOURNAL_PASSPHRASE_COMMAND"}[source]
        there.monkeypatch.setenv(name, str(file) if source == "file" else copied)
        there.run("encrypt", code=2).remarks(refused)
        there.monkeypatch.delenv(name)
    there.run("list").says("2 entries")


def test_what_was_encrypted_with_the_first_line_of_more_still_opens(there: Home, quick: None) -> None:
    """As entries of a password manager are, and as was taken for a new passphrase before."""
    secretly(there, "encrypt", "one")
    secretly(there, "list", SEVERAL_LINES).says("2 entries")
    file = there.path / "held"
    file.write_text("one\r\nuser: somebody\r\n")
    there.monkeypatch.setenv("NUMBJOURNAL_PASSPHRASE_FILE", str(file))
    there.run("list").says("2 entries")


def test_a_recovery_code_in_several_lines(there: Home, quick: None) -> None:
    code = code_in(secretly(there, "encrypt"))
    secretly(there, "list", code[:34] + "\n" + code[34:] + "\n").says("2 entries")
    secretly(there, "list", code.replace("-", "\u2013").lower()).says("2 entries")
    other = "AAAQ-EAYE-AUDA-OCAJ-BIFQ-YDIO-B4IB-CEQT-CQKR-MFYY-DENB-WHA5-DYPW-GDON"
    secretly(there, "list", other, code=4).remarks(
        "a recovery code without a mistake, but not the one of this file"
    )


@pytest.mark.parametrize("secret", ["a", "summer2026", "one two"])
def test_a_passphrase_that_is_soon_guessed_is_said_and_taken(there: Home, secret: str, quick: None) -> None:
    said = secretly(there, "encrypt", secret).remarks("finds this one in").remarks("six words can be made up")
    assert secret not in said.err.split() or secret == "a"
    secretly(there, "list", secret).says("2 entries")
    assert "finds this one" not in secretly(there, "list", secret).err


def test_of_a_good_passphrase_nothing_is_said(there: Home, quick: None) -> None:
    assert "finds this one" not in secretly(there, "encrypt").err


@pytest.mark.parametrize("secret", ["  "])
def test_an_empty_passphrase_is_refused(there: Home, secret: str) -> None:
    secretly(there, "encrypt", secret, code=2).remarks("An empty passphrase protects nothing.")
    assert file_kind(there.journal_path) is FileKind.SQLITE
    there.run("list").says("2 entries")


def test_the_passphrase_from_a_descriptor_a_command_and_a_file(encrypted: Home) -> None:
    reading, writing = os.pipe()
    os.write(writing, f"{PASSPHRASE}\n".encode())
    os.close(writing)
    encrypted.run(f"--passphrase-fd {reading} list").says("2 entries")
    os.close(reading)
    encrypted.run(f"--passphrase-fd {reading} list", code=2).remarks("not an open file descriptor")
    file = encrypted.path / "secret"
    file.write_text(f"{PASSPHRASE}\r\n")
    encrypted.monkeypatch.setenv("NUMBJOURNAL_PASSPHRASE_FILE", str(file))
    encrypted.run("list").says("2 entries")
    command = shlex.join([sys.executable, "-c", f"print(open({str(file)!r}).read())"])
    encrypted.monkeypatch.setenv("NUMBJOURNAL_PASSPHRASE_FILE", "/nowhere")
    encrypted.run("list", code=4).remarks("cannot be read")
    encrypted.monkeypatch.setenv("NUMBJOURNAL_PASSPHRASE_COMMAND", command)
    encrypted.run("list").says("2 entries")
    encrypted.monkeypatch.setenv("NUMBJOURNAL_PASSPHRASE_COMMAND", "false")
    encrypted.run("list", code=4).remarks("ended with the error 1")


@pytest.mark.needs("kept keys")
def test_unlocked_for_a_while(encrypted: Home) -> None:
    secretly(encrypted, "unlock --for 12h").says("Unlocked for 12 hours.")
    encrypted.run("list").says("2 entries")
    encrypted.run("log 3 flat").says("Saved 3")
    encrypted.run("backup").says("3 entries")
    encrypted.run("lock").says("Locked.")
    encrypted.run("list", code=4)
    encrypted.run("lock").says("no key was kept")


@pytest.mark.needs("kept keys")
def test_arriving_at_an_encrypted_journal(encrypted: Home) -> None:
    encrypted.run("").says("encrypted, and locked").says("Next: numbjournal unlock")
    secretly(encrypted, "unlock")
    encrypted.run("").says("feel 4")
    salt = file_salt(encrypted.journal_path)
    encrypted.run("erase --yes")
    assert kernel.find(salt.hex()) is None
    assert not encrypted.journal_path.exists()
    encrypted.run("log 2")


@pytest.mark.needs("kept keys")
def test_what_is_unlocked_cannot_be_changed_without_the_passphrase(encrypted: Home) -> None:
    secretly(encrypted, "unlock")
    encrypted.run("decrypt", code=4)
    encrypted.run("passphrase", code=4)
    encrypted.run("unlock --for 30d", code=4)
    assert file_kind(encrypted.journal_path) is FileKind.ENCRYPTED


@pytest.mark.needs("kept keys")
def test_an_explicit_passphrase_goes_before_a_kept_key(encrypted: Home) -> None:
    secretly(encrypted, "unlock")
    secretly(encrypted, "list", "wrong", code=4)


@pytest.mark.parametrize("time", few(["", "0m", "15", "15s", "31d", "-1h", "1.5h", "99999999999h", "١m"], 3))
def test_a_time_that_is_none(encrypted: Home, time: str) -> None:
    secretly(encrypted, ["unlock", "--for", time], code=2).remarks("A time is 15m, 12h or 3d")


def test_without_a_place_for_keys_unlocking_is_refused(encrypted: Home) -> None:
    encrypted.monkeypatch.setattr(kernel, "is_available", lambda: False)
    encrypted.monkeypatch.setattr("numbjournal.vault.keyring.ALLOWED", ())
    secretly(encrypted, "unlock", code=1).remarks("There is nothing here that keeps a key")
    secretly(encrypted, "list").says("2 entries")


def test_another_passphrase(encrypted: Home) -> None:
    secretly(encrypted, "passphrase", code=4)
    new = encrypted.path / "new"
    new.write_text("six other words\n")
    with new.open() as file:
        said = secretly(encrypted, f"passphrase --new-fd {file.fileno()}")
    said.says("The passphrase is changed").says("4 backups are rewritten too.")
    secretly(encrypted, "list", code=4)
    secretly(encrypted, "list", "six other words").says("2 entries")
    raw = key_in_code(code_in(said))
    assert raw
    for backup in backups(encrypted.journal_path):
        assert opens(backup.path, Key(raw, file_salt(backup.path)))
        secretly(encrypted, f"--journal '{backup.path}' list", "six other words")
        secretly(encrypted, f"--journal '{backup.path}' list", code=4)


def test_the_recovery_code_in_place_of_the_passphrase(there: Home, quick: None) -> None:
    code = code_in(secretly(there, "encrypt"))
    secretly(there, "list", code).says("2 entries")
    secretly(there, "list", code.lower().replace("-", " ")).says("2 entries")
    mistake = code[:-1] + ("A" if code[-1] != "A" else "B")
    secretly(there, "list", mistake, code=4).remarks(
        "If that was the recovery code, there is a mistake in group 14."
    )
    new = there.path / "new"
    new.write_text("another")
    with new.open() as file:
        secretly(there, f"passphrase --new-fd {file.fileno()}", code).says("is changed")
    secretly(there, "list", code, code=4)


def test_and_back(encrypted: Home) -> None:
    secretly(encrypted, "log 3")
    secretly(encrypted, "decrypt").says("not encrypted any more").says("backups are readable too")
    encrypted.run("list").says("3 entries")
    encrypted.run("show 1").says(WORD)
    encrypted.run("undo").says("Entry 3 is taken back.")
    encrypted.run("doctor").says("The journal is whole: 2 entries.")
    for backup in backups(encrypted.journal_path):
        assert file_kind(backup.path) is FileKind.SQLITE
    assert not re.search("^encrypted", encrypted.settings_path.read_text(), re.MULTILINE)
    encrypted.run("decrypt", code=1).remarks("The journal is not encrypted.")
    encrypted.run("lock", code=1).remarks("The journal is not encrypted.")
    encrypted.run("unlock", code=1)
    encrypted.run("passphrase", code=1)


def test_plain_backups_are_noticed_and_encrypted_later(encrypted: Home) -> None:
    (newest, *_) = backups(encrypted.journal_path)
    plain = newest.path.with_name("2026-11-01.db")
    secretly(encrypted, f"--journal '{encrypted.path}/copy.db' restore --yes '{newest.path}'")
    secretly(encrypted, f"--journal '{encrypted.path}/copy.db' decrypt")
    (encrypted.path / "copy.db").rename(plain)
    secretly(encrypted, "doctor").says("1 file among the backups is not encrypted: 2026-11-01.db.").says(
        "Next: numbjournal encrypt"
    )
    secretly(encrypted, "encrypt").says("encrypted already").says("1 backup is encrypted too.")
    assert opens_everywhere(encrypted)
    assert "not encrypted" not in secretly(encrypted, "doctor").out


def test_a_damaged_file_among_the_backups_is_named_and_left(there: Home, quick: None) -> None:
    (newest, *_) = backups(there.journal_path)
    spoiled = newest.path.with_name("2026-11-02.db")
    spoiled.write_bytes(newest.path.read_bytes()[:8192])
    content = spoiled.read_bytes()
    secretly(there, "encrypt").says("could not be read, and is as it was: 2026-11-02.db")
    assert spoiled.read_bytes() == content
    secretly(there, "doctor").says("not encrypted: 2026-11-02.db")


def test_restoring_never_makes_a_plain_journal_of_an_encrypted_one(there: Home, quick: None) -> None:
    copy = there.path / "plain.db"
    copy.write_bytes(backups(there.journal_path)[0].path.read_bytes())
    secretly(there, "encrypt")
    there.run(f"restore '{copy}'", code=4)
    secretly(there, f"restore '{copy}' --yes").says("The journal is restored")
    assert opens_everywhere(there)
    secretly(there, "list").says("entr")


def test_a_wrong_passphrase_makes_no_plain_journal_either(there: Home, quick: None) -> None:
    copy = there.path / "plain.db"
    copy.write_bytes(backups(there.journal_path)[0].path.read_bytes())
    secretly(there, "encrypt")
    before = there.journal_path.read_bytes()
    secretly(there, f"restore '{copy}' --yes", "not the one", code=4)
    assert there.journal_path.read_bytes() == before
    secretly(there, "list").says("entr")


def test_what_a_link_among_the_backups_leads_to_is_left(there: Home, quick: None) -> None:
    """It is somebody's own file, also where it is a copy of the journal."""
    newest = backups(there.journal_path)[0].path
    own = there.path / "own.db"
    own.write_bytes(newest.read_bytes())
    link = newest.with_name("2026-11-01.db")
    link.symlink_to(own)
    content = own.read_bytes()
    secretly(there, "encrypt").says(str(link))
    assert link.is_symlink()
    assert own.read_bytes() == content


def test_an_encrypted_backup_makes_an_encrypted_journal(encrypted: Home) -> None:
    kept = encrypted.path / "kept.db"
    kept.write_bytes(backups(encrypted.journal_path)[0].path.read_bytes())
    secretly(encrypted, "decrypt")
    encrypted.run(f"restore '{kept}'", code=4)
    encrypted.run("list").says("2 entries")
    secretly(encrypted, f"restore '{kept}' --yes").says("The journal is restored")
    assert file_kind(encrypted.journal_path) is FileKind.ENCRYPTED


def test_an_entry_that_waits_is_saved_before(there: Home) -> None:
    folder = there.journal_path.with_name("journal.db-unsaved")
    other = connect(str(there.journal_path), isolation_level=None)
    there.monkeypatch.setattr("numbjournal.store.engine.SETTINGS", ("busy_timeout=20",))
    other.execute("BEGIN IMMEDIATE")
    there.run("log 3", code=1)
    other.close()
    assert list(folder.iterdir())
    secretly(there, "encrypt", code=1).remarks("numbjournal log --unsaved")
    assert file_kind(there.journal_path) is FileKind.SQLITE


def test_beside_an_encrypted_journal_nothing_is_written_in_the_open(encrypted: Home) -> None:
    key = secret_key(encrypted)
    other = connect(str(encrypted.journal_path), isolation_level=None)
    other.execute(f'PRAGMA key = "{key.literal}"')
    other.execute("BEGIN IMMEDIATE")
    encrypted.monkeypatch.setattr("numbjournal.store.engine.SETTINGS", ("busy_timeout=20",))
    said = secretly(encrypted, ["log", "3", "a heron at dusk"], code=1)
    said.remarks("busy").remarks("kept nowhere else").remarks("still in the shell")
    secretly(encrypted, ["edit", "1", "--note", "a heron at dusk"], code=1).remarks("still in the shell")
    other.close()
    encrypted.journal_path.write_bytes(b"")
    secretly(encrypted, ["log", "3", "a heron at dusk"], code=5).remarks("still in the shell")
    encrypted.journal_path.unlink()
    secretly(encrypted, ["log", "3", "a heron at dusk"], code=3).remarks("still in the shell")
    # The drive is gone, with the backups.
    shutil.rmtree(encrypted.journal_path.parent)
    secretly(encrypted, ["log", "3", "a heron at dusk"], code=3).remarks("still in the shell")
    assert where_found(encrypted.path, "heron") == set()
    assert where_found(Path(os.environ["TMPDIR"]), "heron") == set()


def secret_key(home: Home) -> Key:
    salt = file_salt(home.journal_path)
    return Key(passphrase.derived_key(PASSPHRASE, salt), salt)


def test_as_data(there: Home, quick: None) -> None:
    data = json.loads(secretly(there, "encrypt --json").out)
    assert data["command"] == "encrypt"
    assert key_in_code(data["data"]["code"])
    assert data["data"]["left"] == []
    rows = json.loads(secretly(there, "backup list --json").out)["data"]
    assert {row["is_encrypted"] for row in rows} == {True}
    assert all(row["entries"] for row in rows)
    locked = json.loads(there.run("backup list --json", code=None).out)["data"]
    assert {row["entries"] for row in locked} == {None}
    there.run("backup list").says("encrypted and locked")
    data = json.loads(secretly(there, "decrypt --json").out)
    assert data["data"]["code"] == ""


def test_one_derivation_a_run(encrypted: Home) -> None:
    counted = []
    original = passphrase.pbkdf2_hmac
    encrypted.monkeypatch.setattr(
        passphrase, "pbkdf2_hmac", lambda *arguments: counted.append(1) or original(*arguments)
    )
    for line in ("log 2", "list", "doctor", "backup", "purge 2 --yes", "restore --yes", "backup list"):
        counted.clear()
        secretly(encrypted, line)
        assert len(counted) == 1, line


# On a terminal


class Typed:
    """The program on a terminal of its own."""

    def __init__(self, home: Home, *words: str, **environ: str) -> None:
        asked = {"HOME": str(home.path), **environ}
        self.child = spawn(sys.executable, ["-m", "numbjournal", *words], **asked)

    def answers(self, question: str, answer: str) -> None:
        self.child.expect_exact(question)
        self.child.sendline(answer)

    def ends(self, code: int) -> str:
        said = str(self.child.read())
        self.child.close()
        assert self.child.exitstatus == code, said
        return said


def test_a_passphrase_of_six_words_typed_back_with_its_code(there: Home) -> None:
    typed = Typed(there, "encrypt")
    typed.answers("Enter for six words", "")
    typed.child.expect(r"Your passphrase: (\w[\w -]+)\r\n")
    words = typed.child.match[1]
    assert len(words.split(" ")) == 6
    typed.answers("The same once more", words)
    typed.child.expect(CODE.pattern)
    code = typed.child.match[0]
    typed.answers("Type it back", code.replace("-", "")[:-1])
    typed.child.expect_exact("Not yet: there is a mistake in group 14")
    typed.child.expect_exact(code)
    typed.answers("Type it back", code[:34].lower())
    typed.answers("And on", code[34:].replace("-", "\u2011"))
    said = typed.ends(0)
    assert "The journal is encrypted." in said
    assert code not in said
    again = Typed(there, "list")
    again.answers("Passphrase (nothing is shown", words)
    said = again.ends(0)
    assert "2 entries" in said
    assert words not in said


@pytest.mark.parametrize("stop", few(["different", "no code", "ctrl-c", "ctrl-d"], 2))
def test_stopping_on_the_way_changes_nothing(there: Home, stop: str) -> None:
    before = there.journal_path.read_bytes()
    typed = Typed(there, "encrypt")
    typed.answers("Enter for six words", "mine")
    if stop == "different":
        typed.answers("The same once more", "yours")
        assert "The two were not the same." in typed.ends(2)
    elif stop == "no code":
        typed.answers("The same once more", "mine")
        for _ in range(4):
            typed.answers("Type it back", "AAAA")
            typed.child.expect_exact("Not yet: there is a mistake in group")
        typed.child.expect_exact("Type it back")
        typed.child.sendeof()
        assert "Nothing was changed." in typed.ends(130)
    else:
        typed.child.expect_exact("The same once more")
        typed.child.sendcontrol(stop[-1])
        assert "Nothing was changed." in typed.ends(130)
    assert there.journal_path.read_bytes() == before
    assert not list(there.journal_path.parent.glob(".*"))


@pytest.mark.full
@pytest.mark.parametrize("keeps", few([True, False], 2))
def test_six_words_are_offered_in_place_of_a_weak_passphrase(there: Home, keeps: bool) -> None:
    typed = Typed(there, "encrypt")
    typed.answers("Enter for six words", "mine")
    typed.child.expect_exact(
        "finds this one in less than a second. Six words made up for you take far longer."
    )
    if keeps:
        typed.answers("The same once more, or Enter for six words", "mine")
    else:
        typed.answers("The same once more, or Enter for six words", "")
        typed.child.expect(r"Your passphrase: (\w[\w -]+)\r\n")
        typed.answers("The same once more", typed.child.match[1])
    typed.child.expect(CODE.pattern)
    typed.answers("Type it back", typed.child.match[0])
    assert "The journal is encrypted." in typed.ends(0)


@pytest.mark.full
def test_typing_back_that_is_stopped_leaves_the_code_on_paper_valid(there: Home) -> None:
    before, codes = there.journal_path.read_bytes(), list[str]()
    for _ in range(2):
        typed = Typed(there, "encrypt")
        typed.answers("Enter for six words", PASSPHRASE)
        typed.answers("The same once more", PASSPHRASE)
        typed.child.expect(CODE.pattern)
        codes.append(typed.child.match[0])
        typed.child.expect_exact("Type it back")
        typed.child.sendcontrol("c")
        assert "The code was not typed back. Nothing was changed." in typed.ends(130)
    assert there.journal_path.read_bytes() == before
    assert codes[0] == codes[1]
    there.run("log 2")
    assert code_in(secretly(there, "encrypt")) != codes[0]


@pytest.mark.full
def test_a_code_is_read_from_two_lines_at_the_prompt(typing: Home) -> None:
    salt = file_salt(typing.journal_path)
    code = recovery_code(passphrase.derived_key(PASSPHRASE, salt))
    typed = Typed(typing, "list")
    typed.answers("Passphrase (nothing is shown", code[:34])
    typed.answers("its next line; or Enter", code[34:])
    assert "2 entries" in typed.ends(0)


@pytest.mark.full
def test_wrong_three_times(typing: Home) -> None:
    before = typing.journal_path.read_bytes()
    typed = Typed(typing, "log", "3")
    for guess in ("one", "", "three"):
        typed.answers("Passphrase (nothing is shown", guess)
    assert "Wrong passphrase, or the file is damaged" in typed.ends(4)
    assert typing.journal_path.read_bytes() == before


@pytest.mark.parametrize("command", few(["restore", "doctor"], 2))
def test_ctrl_c_at_the_passphrase_of_a_backup_stops_the_command(typing: Home, command: str) -> None:
    typed = Typed(typing, command)
    typed.child.expect_exact("(nothing is shown")
    typed.child.sendcontrol("c")
    assert "Nothing was changed." in typed.ends(130)


@pytest.mark.full
def test_the_second_try(typing: Home) -> None:
    typed = Typed(typing, "log", "3", "flat")
    typed.answers("Passphrase (nothing is shown", "wrong")
    typed.child.expect_exact("That does not open it.")
    typed.answers("Passphrase (nothing is shown", PASSPHRASE)
    assert "Saved 3" in typed.ends(0)


def test_unlocked_before_anything_else_is_asked(typing: Home) -> None:
    typed = Typed(typing, "log")
    typed.answers("Passphrase (nothing is shown", PASSPHRASE)
    typed.child.expect_exact("How much could you feel")
    typed.child.send("2")
    typed.child.expect_exact("Anything that fits")
    typed.child.sendcontrol("c")
    assert "Saved 3" in typed.ends(130)


@pytest.mark.full
def test_a_note_through_a_pipe_and_the_passphrase_by_hand(typing: Home) -> None:
    line = f"echo 'from a pipe' | {shlex.quote(sys.executable)} -m numbjournal log 3 --note -"
    child = spawn("/bin/sh", ["-c", line])
    child.expect_exact("Passphrase (nothing is shown")
    child.sendline(PASSPHRASE)
    child.expect_exact("Saved 3")
    child.expect(pexpect.EOF)
    child.close()
    secretly(typing, "show 3").says("from a pipe")


@pytest.mark.full
def test_a_backup_of_the_passphrase_before_is_asked_about(typing: Home) -> None:
    """As it is left where `passphrase` was stopped between the journal and its backups."""
    (newest, *_) = backups(typing.journal_path)
    content, older = newest.path.read_bytes(), newest.path.with_name("2026-11-03.db")
    (typing.path / "new").write_text("another passphrase")
    with (typing.path / "new").open() as file:
        secretly(typing, f"passphrase --new-fd {file.fileno()}")
    older.write_bytes(content)
    secretly(typing, "doctor", "another passphrase").says(
        "The backup 2026-11-03.db opens with another passphrase, or is damaged."
    )
    secretly(typing, "encrypt", "another passphrase").says("is as it was: 2026-11-03.db")
    assert older.read_bytes() == content
    typed = Typed(typing, "encrypt")
    typed.answers("Passphrase (nothing is shown", "another passphrase")
    typed.answers("Passphrase of 2026-11-03.db, or Enter", PASSPHRASE)
    assert "1 backup is encrypted too." in typed.ends(0)
    assert file_salt(older) == file_salt(typing.journal_path)


def test_completion_asks_nothing(typing: Home) -> None:
    marker = typing.path / "was-run"
    environment = {
        "_NUMBJOURNAL_COMPLETE": "complete_bash",
        "NUMBJOURNAL_PASSPHRASE_COMMAND": shlex.join(["touch", str(marker)]),
    }
    for words in ("numbjournal log fl", "numbjournal show ", "numbjournal restore "):
        count = str(len(words.split(" ")) - 1)
        asked = {**environment, "COMP_WORDS": words, "COMP_CWORD": count}
        said = spawn(sys.executable, ["-m", "numbjournal"], **asked).read()
        assert "assphrase" not in said
        assert "Traceback" not in said
    assert not marker.exists()


@pytest.mark.needs("kept keys")
def test_completion_knows_what_is_unlocked(typing: Home) -> None:
    secretly(typing, "unlock")
    environment = {
        **os.environ,
        "_NUMBJOURNAL_COMPLETE": "complete_bash",
        "COMP_WORDS": "numbjournal show ",
        "COMP_CWORD": "2",
    }
    command = [sys.executable, "-m", "numbjournal"]
    said = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
    assert said.split() == ["2", "1"]


def test_a_passphrase_that_reads_as_a_recovery_code_opens_all_the_same(
    there: Home, quick: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """None is taken any more; a journal may have one from another tool."""
    code = recovery_code(bytes(range(32)))
    secretly(there, "encrypt", code, code=2).remarks("That is a recovery code")
    assert file_kind(there.journal_path) is FileKind.SQLITE
    with monkeypatch.context() as patch:
        patch.setattr(passphrase, "key_in_code", lambda _: None)
        secretly(there, "encrypt", code)
    secretly(there, "show 1", code).says(WORD)


def test_a_passphrase_that_is_no_text(there: Home, quick: None) -> None:
    said = secretly(there, "encrypt", "stra\udcdfe", code=4)
    said.remarks("NUMBJOURNAL_PASSPHRASE holds something that is not text.")
    assert file_kind(there.journal_path) is FileKind.SQLITE


def test_what_stays_readable_is_named(encrypted: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """Copies under other names among the backups, and a draft that was kept."""
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(encrypted.path))
    folder = backups(encrypted.journal_path)[0].path.parent
    conflicted = folder / "2026-11-21 (conflicted copy).db"
    secretly(
        encrypted,
        f"--journal '{encrypted.path}/copy.db' restore --yes '{backups(encrypted.journal_path)[0].path}'",
    )
    secretly(encrypted, f"--journal '{encrypted.path}/copy.db' decrypt")
    (encrypted.path / "copy.db").rename(conflicted)
    editor = encrypted.path / "editor.sh"
    editor.write_text('#!/bin/sh\necho "much work" > "$1"; exit 1\n')
    editor.chmod(0o700)
    monkeypatch.setenv("EDITOR", shlex.quote(str(editor)))
    secretly(encrypted, "log 3 --edit", code=1).remarks("which is not encrypted.")
    (draft,) = encrypted.path.glob("numbjournal-*")
    encrypted.width = 400
    said = secretly(encrypted, "encrypt").says(
        f"Not encrypted, and not this program's to change: {conflicted}"
    )
    said.says(f"Not encrypted, and not this program's to change: {draft}")
    said = secretly(encrypted, "doctor").says(f"not encrypted, and stays so: {conflicted}")
    said.says(f"A text from the editor is kept here, and is not encrypted: {draft}")
    secretly(encrypted, "purge 1 --yes").says(f"was not reached, and may still hold it: {conflicted}")
    conflicted.unlink()
    shutil.rmtree(draft)
    assert json.loads(secretly(encrypted, "encrypt --json").out)["data"]["plain"] == []
    assert "not encrypted" not in secretly(encrypted, "doctor").out
    assert "may still" not in secretly(encrypted, "purge 2 --yes").out


def test_a_pipe_is_not_waited_for(encrypted: Home) -> None:
    pipe = encrypted.path / "pipe"
    os.mkfifo(pipe)
    encrypted.run(f"--journal '{pipe}' list", code=1).remarks("that is not an ordinary file")
    secretly(encrypted, f"--journal '{pipe}' doctor", code=1).says("not an ordinary file")
    os.mkfifo(backups(encrypted.journal_path)[0].path.with_name("2026-11-03.db"))
    secretly(encrypted, "doctor").says("backups are whole")
    secretly(encrypted, "backup list").says("entries")
    secretly(encrypted, "purge 1 --yes")
    secretly(encrypted, "decrypt").says("backups are readable too")
