"""The hand-out on paper: one page first, tagged, the same each time, and nothing of the machine in it."""

import io
import os
import re
import subprocess
import sysconfig
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pypdf import PdfReader

from numbjournal.exports.pdf_password import locked
from tests.conftest import Home, few
from tests.exports.conftest import HandOut
from tests.exports.paper import faults, text_of
from tests.exports.test_html import NASTY


def findings(content: bytes, folder: Path) -> list[str]:
    """What pdfua finds wrong."""
    file = folder / "checked.pdf"
    file.write_bytes(content)
    # Installed beside the interpreter, which need not be on the PATH.
    pdfua = Path(sysconfig.get_path("scripts"), "pdfua")
    ended = subprocess.run([pdfua, "check", file], capture_output=True, text=True, check=False)
    return re.findall(r"\[(?:ERROR|WARNING)\].*", ended.stdout) + (
        [] if ended.returncode < 4 else [ended.stderr]
    )


def test_page_one_is_one_page_and_everything_is_in_its_order(example: Path, hand_out: HandOut) -> None:
    content = hand_out("pdf", "--last", "120d", "--focus", "What was going on in July?")
    reader = PdfReader(io.BytesIO(content))
    first, second = (" ".join(text_of(content, page).split()) for page in (1, 2))
    parts = [
        "How much I could feel",
        "What I would like to talk about",
        "What was going on in July?",
        "Days with an entry",
        "How the days went",
        "Medicines and events",
        "Day by day",
        "The three signs",
        "How it showed",
        "What it got in the way of",
        "What I tried",
        "Questionnaires",
        "not a diagnosis",
    ]
    places = [first.find(part) for part in parts]
    assert places == sorted(places)
    assert places[0] == 0
    assert "Every day with an entry" in second
    assert len(reader.pages) == 2
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/Lang"] == "en"


def test_the_same_bytes_twice(example: Path, hand_out: HandOut) -> None:
    assert hand_out("pdf", file="one") == hand_out("pdf", file="two")


@pytest.mark.full
def test_nothing_of_the_machine_is_in_it(example: Path, hand_out: HandOut, home: Home) -> None:
    reader = PdfReader(io.BytesIO(hand_out("pdf")))
    assert reader.metadata is not None
    assert set(reader.metadata) == {"/Title", "/Creator"}
    content = hand_out("pdf")
    known = [str(home.path), os.uname().nodename, "2000", str(Path(__file__).parents[2])]
    xmp = reader.trailer["/Root"]["/Metadata"].get_data().decode()
    assert not any(word.encode() in content for word in known[:1] + known[3:])
    assert "CreateDate" not in xmp
    assert known[1] not in xmp


def test_accessible_and_sound(example: Path, hand_out: HandOut, tmp_path: Path) -> None:
    content = hand_out("pdf", "--notes", "all", "--with", "causes,safety")
    assert findings(content, tmp_path) == []
    assert faults(content) == []
    assert b"pdfuaid" in PdfReader(io.BytesIO(content)).trailer["/Root"]["/Metadata"].get_data()


@pytest.mark.full
def test_a_file_that_is_not_tagged_would_be_found(example: Path, hand_out: HandOut, tmp_path: Path) -> None:
    import typst

    bare = typst.compile(b"= A heading\n#table(columns: 2)[a][b]", format="pdf", pdf_tags=False)
    assert findings(bytes(bare), tmp_path)


@pytest.mark.parametrize("name", few(NASTY, 5))
def test_a_note_is_only_text(home: Home, hand_out: HandOut, name: str) -> None:
    home.run(["log", "2", "--for-session", "--note", "-"], stdin=NASTY[name].encode("utf-8", "surrogatepass"))
    for _ in range(12):
        home.run(
            ["log", "3", "--for-session", "--note", "Another thing to say, of about a line and a half. " * 3]
        )
    content = hand_out("pdf", "--notes", "all")
    assert faults(content) == []
    first = text_of(content, 1)
    assert "not a diagnosis" in first
    said = re.sub(r"\s+", "", text_of(content))
    if name in ("markup", "typst", "markdown", "formula", "long", "one word"):
        assert re.sub(r"\s+", "", NASTY[name])[:60] in said


def test_letters_of_other_scripts_are_said(home: Home, hand_out: HandOut) -> None:
    home.run(["log", "2", "--note", NASTY["emoji"]])
    made = home.run(["export", str(home.path / "x.pdf"), "--yes", "--notes", "all"])
    made.remarks("does not claim the standard")
    content = (home.path / "x.pdf").read_bytes()
    assert b"pdfuaid" not in PdfReader(io.BytesIO(content)).trailer["/Root"]["/Metadata"].get_data()
    assert PdfReader(io.BytesIO(content)).trailer["/Root"]["/MarkInfo"]["/Marked"]


@pytest.mark.parametrize("marks", few([0, 1, 30], 3))
def test_thirty_medicines_leave_page_one_one_page(home: Home, hand_out: HandOut, marks: int) -> None:
    home.run("log 2 flat")
    for number in range(marks):
        home.run(
            ["mark", "add", f"medicine {number} " + "with a long name " * 5, "--kind", "medication-start"]
        )
    for number in range(10):
        home.run(
            ["log", "2", f"own{'x' * number}", "--for-session", "--note", f"Point {number}. " + "more " * 60]
        )
    content = hand_out("pdf", "--last", "366d", "--notes", "all")
    first = text_of(content, 1)
    assert "not a diagnosis" in first
    assert "on a later page" in first
    whole = " ".join(text_of(content).split())
    assert all(f"medicine {number} " in whole for number in range(marks))
    assert all(f"Point {number}." in whole for number in range(10))


@pytest.mark.full
def test_a_password_opens_it_and_nothing_else_does(example: Path, hand_out: HandOut) -> None:
    password = "öffne dich, 開けて"
    content = locked(hand_out("pdf"), password)
    with pikepdf.open(io.BytesIO(content), password=password) as document:
        ways = document.encryption.stream_method, document.encryption.string_method
    assert {way.name for way in ways} == {"aesv3"}
    assert faults(content, password) == []
    assert "How much I could feel" in text_of(content, password=password)
    for wrong in ("wrong", ""):
        with pytest.raises(pikepdf.PasswordError):
            faults(content, wrong)
        with pytest.raises(pypdfium2.PdfiumError, match="password"):
            text_of(content, password=wrong)
    assert b"How much" not in content


@pytest.mark.full
@pytest.mark.parametrize("at", [0.3, 0.9])
def test_a_damaged_file_would_be_found(example: Path, hand_out: HandOut, at: float) -> None:
    content = bytearray(hand_out("pdf"))
    place = int(len(content) * at)
    content[place : place + 400] = bytes(400)
    assert faults(bytes(content))
