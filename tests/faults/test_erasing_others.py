"""Whatever lies around a journal, `erase` removes only what is from this program, and all it says is so.

Trees are made up of names this program gives and names near to them, as files of all kinds, links, pipes and
folders. Which of them are its own is written down here a second time.
"""

import json
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import pbkdf2_hmac
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from numbjournal.store import erase_all
from numbjournal.vault import passphrase
from tests.conftest import Home, few, home_at
from tests.faults.table import MARK
from tests.stories.test_encrypting import PASSPHRASE, secretly

JSON = "20261122-210400-0a1b2c3d.json"
OWNER = os.getuid() if hasattr(os, "getuid") else "own"

BLOCKS = ("journal", "encrypted", "database", "text", "empty", "draft", "draft of another", "half a draft")
KINDS = (
    *BLOCKS,
    "folder",
    "pipe",
    "link to a journal",
    "link to a text",
    "link to a folder",
    "link to nothing",
)
ANY = frozenset(BLOCKS)
NOT_OF_OTHERS = ANY - {"database"}
DRAFTS = frozenset({"draft", "half a draft", "empty"})

COPIES = ("2026-11-22.db", "2026-11-21-210400-before-merge.db", "2026-11-20-210400-replaced.db")
UNFINISHED = (".0a1b2c3d.new", ".2026-11-22.db.0a1b2c3d.new", ".0a1b2c3d.new-journal")

OWN: Mapping[str, Mapping[str, frozenset[str]]] = {
    "backups": {
        **dict.fromkeys(COPIES, NOT_OF_OTHERS),
        **dict.fromkeys(UNFINISHED, NOT_OF_OTHERS),
        f"{COPIES[0]}-journal": ANY,
    },
    "unsaved": {JSON: DRAFTS},
    "shared": {JSON: DRAFTS},
    "beside": {
        **{f"NAME-{ending}": ANY for ending in ("journal", "wal", "shm")},
        ".NAME.0a1b2c3d.new": NOT_OF_OTHERS,
        "..NAME.0a1b2c3d.new.4e5f6a7b.new": NOT_OF_OTHERS,
        ".4e5f6a7b.new": frozenset({"journal"}),
    },
    "settings": {
        "helplines.toml": frozenset(KINDS) - {"folder", "pipe"},
        ".config.toml.0a1b2c3d.new": NOT_OF_OTHERS,
    },
    "drafts": {"draft.txt": ANY, "draft.txt~": ANY, ".draft.toml.swp": ANY},
}
"""By folder and name (NAME is the journal's): the kinds of files that are this program's."""

NEAR = {
    "backups": (
        "2026-11-22.db.bak", "2026-11-22 (copy).db", "2026-13-01.db", "x2026-11-22.db", "2026-11-22.DB",
        "2026-11-22-2104-before-merge.db", "2026-11-22.db-wal", ".0a1b2c3.new", "0a1b2c3d.new", "NAME",
        ".2026-13-01.db.0a1b2c3d.new", "notes.txt",
    ),
    "unsaved": ("letter.json", f"x{JSON}", f"{JSON}.bak", "20261122-210400-0A1B2C3D.json", "2026-11-22.db"),
    "shared": ("letter.json", "20261122-210401-0a1b2c3d.json.bak"),
    "beside": (
        "NAME.bak", "NAME-backup", "NAME-journal.txt", ".NAME.0a1b2c3d.part", ".NAME.0a1b2c3.new", "mine.db",
        ".NAME.0a1b2c3d.new.txt", "2026-11-22.db",
    ),
    "settings": ("helplines.toml.bak", "config.toml.old", ".config.toml.swp", "other.toml"),
    "drafts": ("draft.md", "my draft.txt", "draft.txt.gpg", "letter.txt"),
    "systemd": ("numbjournal-remind-0a1b2c3d4e5f.timer", "numbjournal-remind-x.service", "backup.timer"),
}  # fmt: skip

REFUSED = ("text", "empty", "database", "folder", "encrypted", "pipe", "link to a text")
"""What may be at the journal's place and does not go without a word about it."""


@dataclass
class Tree:
    """What lies around a journal; `items` are kinds by folder and name."""

    is_usual: bool
    journal: str
    items: dict[tuple[str, str], str]
    has_settings: bool = True
    is_opened: bool = True
    links: frozenset[str] = field(default_factory=frozenset)


TREES = st.builds(
    Tree,
    is_usual=st.booleans(),
    journal=st.sampled_from(
        ["journal", "journal", "encrypted", "link to a journal", "missing", "link to nothing", *REFUSED]
    ),
    items=st.dictionaries(
        st.one_of(
            *(
                st.tuples(st.just(where), st.sampled_from([*OWN.get(where, ()), *near]))
                for where, near in NEAR.items()
            )
        ),
        st.one_of(st.sampled_from(BLOCKS), st.sampled_from(KINDS)),
        max_size=25,
    ),
    has_settings=st.booleans(),
    is_opened=st.booleans(),
    links=st.frozensets(st.sampled_from(["backups", "unsaved"])),
)


class Place:
    """A tree on the disk, and which of it is this program's."""

    def __init__(self, home: Home, tree: Tree, samples: Mapping[str, bytes]) -> None:
        self.home, self.tree, self.samples = home, tree, samples
        self.temporary = home.path.with_name(f"{home.path.name}-tmp")
        self.path = home.journal_path if tree.is_usual else home.path / "docs" / "my journal.db"
        self.own = set[Path]()
        self.folders = {
            "backups": self.path.with_name(f"{self.path.name}-backups"),
            "unsaved": self.path.with_name(f"{self.path.name}-unsaved"),
            "shared": self.temporary / f"numbjournal-unsaved-{OWNER}",
            "beside": self.path.parent,
            "settings": home.settings_path.parent,
            "drafts": self.temporary / "numbjournal-ab_c1234",
            "systemd": home.path / ".config/systemd/user",
        }
        self._make()

    def _make(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        for where in self.tree.links:
            (self.home.path / "disk" / where).mkdir(parents=True)
            self.folders[where].symlink_to(self.home.path / "disk" / where)
            if self.is_whole:
                self.own.add(self.folders[where])
            self.folders[where] = self.home.path / "disk" / where
        made = self._put(self.path, self.tree.journal)
        if self.is_whole and self.is_there:
            self.own |= made
        if self.tree.has_settings:
            self.home.settings_path.parent.mkdir(parents=True)
            self.home.settings_path.write_text("plain = true\n")
            if self.is_whole and self.tree.is_usual:
                self.own.add(self.home.settings_path)
        for (where, name), kind in self.tree.items.items():
            path = self.folders[where] / name.replace("NAME", self.path.name)
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not os.path.lexists(path):
                made = self._put(path, kind)
                if self.is_whole and self._is_own(where, name, kind):
                    # Of settings that are a link, what it leads to stays.
                    self.own |= made if where != "settings" else {path}

    @property
    def is_there(self) -> bool:
        return self.tree.journal in ("journal", "encrypted", "link to a journal")

    @property
    def is_whole(self) -> bool:
        """Whether erasing begins at all."""
        return self.tree.journal not in REFUSED or (self.tree.journal == "encrypted" and self.tree.is_opened)

    def _is_own(self, where: str, name: str, kind: str) -> bool:
        if where in ("settings", "drafts") and not self.tree.is_usual:
            return False
        if where == "drafts" and not self._has_draft:
            return False
        if name in ("NAME-journal", "NAME-wal", "NAME-shm") and not self.is_there:
            return False
        if name == f"{COPIES[0]}-journal":
            # Beside a copy, and nowhere else.
            return kind in ANY and self._is_own(where, COPIES[0], self.tree.items.get((where, COPIES[0]), ""))
        if where == "shared" and kind == "empty" and not self._waits:
            return False
        return kind in OWN.get(where, {}).get(name, ())

    @property
    def _has_draft(self) -> bool:
        return any(
            where == "drafts" and kind in OWN["drafts"].get(name, ())
            for (where, name), kind in self.tree.items.items()
        )

    @property
    def _waits(self) -> bool:
        return self.tree.items.get(("shared", JSON)) in DRAFTS

    def _put(self, path: Path, kind: str) -> set[Path]:
        """Make it; returns what would go with it."""
        elsewhere = self.home.path / "elsewhere" / f"{len(list(self.home.path.rglob('*')))}"
        if kind.startswith("link"):
            elsewhere.parent.mkdir(exist_ok=True)
            path.symlink_to(elsewhere)
            if kind != "link to nothing":
                self._put(elsewhere, kind.removeprefix("link to a "))
            return {path, elsewhere}
        if kind == "folder":
            path.mkdir()
            (path / COPIES[0]).write_bytes(self.samples["journal"])
        elif kind == "pipe":
            os.mkfifo(path)
        elif kind != "missing":
            path.write_bytes(self._content(kind))
        return {path}

    def _content(self, kind: str) -> bytes:
        if "draft" not in kind:
            return self.samples[kind]
        journal = "/another.db" if kind == "draft of another" else str(self.path)
        text = json.dumps({"journal": journal, "at": "2026-11-22T21:04:00+01:00"}).encode()
        return text[:9] if kind == "half a draft" else text

    def erase(self) -> Any:
        """What `erase --yes --json` answers; None where it is refused."""
        words = ["erase", "--yes", "--json"]
        if not self.tree.is_usual:
            words[:0] = ["--journal", str(self.path)]
        if self.tree.is_opened:
            self.home.monkeypatch.setenv("NUMBJOURNAL_PASSPHRASE", PASSPHRASE)
        result = self.home.run(words, code=None)
        assert "went wrong" not in result.err, result.err
        assert result.out or result.code in (1, 2, 4, 5), result
        return json.loads(result.out)["data"] if result.out else None

    def everything(self) -> dict[Path, object]:
        """Each path, with what is there; folders too."""
        return {path: _seen(path) for root in (self.home.path, self.temporary) for path in root.rglob("*")}

    @property
    def looked_into(self) -> list[Path]:
        """The folders of which everything that stays has to be named."""
        names = ["backups", "unsaved"]
        if self.tree.is_usual:
            names += ["beside", "settings"]
            names += ["drafts"] if self._has_draft else []
        return [self.folders[name] for name in names if self.folders[name].is_dir()]


def _seen(path: Path) -> object:
    mode = path.lstat().st_mode
    if stat.S_ISLNK(mode):
        return str(path.readlink())
    return path.read_bytes() if stat.S_ISREG(mode) else stat.S_IFMT(mode)


def check(place: Place, before: Mapping[Path, object], answer: Any) -> None:
    """That what went is what was said to go and what is this program's, and that all else is as it was."""
    after = place.everything()
    assert after.items() <= before.items(), "something was changed"
    gone = before.keys() - after.keys()
    if answer is None:
        assert not gone, f"refused, and gone: {gone}"
        assert not place.is_whole, "refused"
        return
    paths = {name: {Path(found["path"]) for found in answer[name]} for name in ("gone", "left", "stays")}
    assert gone == paths["gone"], f"said {paths['gone'] - gone}, not said {gone - paths['gone']}"
    went = {path for path in gone if before[path] != stat.S_IFDIR}
    assert went == place.own, f"wrongly {went - place.own}, not {place.own - went}"
    assert paths["stays"] <= after.keys(), f"said to stay: {paths['stays'] - after.keys()}"
    unnamed = {
        path
        for folder in place.looked_into
        for path in folder.iterdir()
        if path not in paths["stays"] | paths["left"] and path not in place.looked_into
    }
    assert not unnamed, f"not named: {unnamed}"


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """Contents by kind."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passphrase, "pbkdf2_hmac", _quick)
        for home in home_at(tmp_path_factory.mktemp("samples"), patch):
            home.run("log 2 flat")
            plain = home.journal_path.read_bytes()
            secretly(home, "encrypt")
            encrypted = home.journal_path.read_bytes()
    other = bytearray(plain)
    other[68:72] = bytes(4)
    return {
        "journal": plain,
        "encrypted": encrypted,
        "database": bytes(other),
        "text": b"mine\n",
        "empty": b"",
    }


def _quick(name: str, text: bytes, salt: bytes, rounds: int, size: int) -> bytes:
    """One round: how long a passphrase takes is not what is tested here."""
    return pbkdf2_hmac(name, text, salt, 1, size)


def made(tree: Tree, samples: Mapping[str, bytes]) -> Iterator[Place]:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        path = Path(folder).resolve() / "home"
        path.mkdir()
        for home in home_at(path, patch):
            patch.setattr(passphrase, "pbkdf2_hmac", _quick)
            patch.setattr(tempfile, "tempdir", None)
            yield Place(home, tree, samples)


def tried(tree: Tree, samples: Mapping[str, bytes]) -> Any:
    """Erase, and check; returns what was answered."""
    answer = None
    for place in made(tree, samples):
        before = place.everything()
        answer = place.erase()
        check(place, before, answer)
    return answer


def test_only_what_is_from_here_goes_and_all_that_is_said_is_so(
    sized: Any, samples: Mapping[str, bytes], record_property: Any
) -> None:
    outcomes = set()
    trees = sized(60, full=600, long=6000)

    @settings(max_examples=trees)
    @given(tree=TREES)
    def holds(tree: Tree) -> None:
        answer = tried(tree, samples)
        outcomes.add("refused" if answer is None else "stays" if answer["stays"] else "goes")

    holds()
    record_property(MARK, ("erasing", trees))
    assert outcomes >= {"refused", "stays"}


@pytest.mark.parametrize("is_usual", few([True, False], 5))
@pytest.mark.parametrize("kind", KINDS)
def test_each_name_once_with_each_kind(samples: Mapping[str, bytes], kind: str, is_usual: bool) -> None:
    items = {(where, name): kind for where, near in NEAR.items() for name in [*OWN.get(where, ()), *near]}
    assert tried(Tree(is_usual, "journal", items), samples)["gone"]


@pytest.mark.parametrize("is_usual", [True, False])
@pytest.mark.parametrize("journal", [*REFUSED, "missing", "link to nothing", "link to a journal"])
def test_each_kind_of_journal(samples: Mapping[str, bytes], journal: str, is_usual: bool) -> None:
    items = {("backups", COPIES[0]): "journal", ("unsaved", JSON): "draft", ("backups", "notes.txt"): "text"}
    tree = Tree(is_usual, journal, items, is_opened=False)
    assert (tried(tree, samples) is None) == (journal in REFUSED)


@pytest.mark.parametrize(
    ("broken", "found"),
    [
        ("everything goes", "wrongly"),
        ("nothing goes", "not"),
        ("whole trees", "not said"),
        ("silence about what stays", "not named"),
        ("a wrong list", "said"),
    ],
)
def test_each_way_to_be_wrong_is_found(
    samples: Mapping[str, bytes], monkeypatch: pytest.MonkeyPatch, broken: str, found: str
) -> None:
    """The control: the same check, of a program that is broken."""
    items = {("backups", COPIES[0]): "journal", ("backups", "notes.txt"): "text", ("beside", "x"): "folder"}
    tree = Tree(True, "journal", items)
    tried(tree, samples)
    if broken == "everything goes":
        monkeypatch.setattr(erase_all, "_copies", lambda path: [path])
    elif broken == "nothing goes":
        monkeypatch.setattr(erase_all, "_copies", lambda _: [])
    elif broken == "silence about what stays":
        monkeypatch.setattr(erase_all.Found, "stays", lambda *_: None)
    elif broken == "whole trees":
        removed = erase_all.erase
        monkeypatch.setattr(
            erase_all,
            "erase",
            lambda place: shutil.rmtree(Path(place.path).parent, ignore_errors=True) or removed(place),
        )
    else:
        monkeypatch.setattr(erase_all, "erase", lambda _: "")
    with pytest.raises(AssertionError, match=found):
        tried(tree, samples)
