"""The hand-out as a page: in a real browser, and with everything in it that a note can hold."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.conftest import Home, few
from tests.exports.browser import looked_at
from tests.exports.conftest import HandOut

NASTY = {
    "markup": "<script>alert(1)</script><img src=x onerror=alert(1)> & &amp; \"'` </textarea></style>",
    "typst": '#import "@preview/x:1.0": * $x$ *bold* _it_ `raw` <label> @ref \\ // /* #panic("no") ]}',
    "markdown": "# head\n- item | cell [a](http://b) ![i](c) `code` **bold** <b>",
    "formula": '=HYPERLINK("http://example.org")',
    "emoji": "\U0001f642 \U0001f468‍\U0001f469‍\U0001f467 ❤️",
    "right-to-left": "שלום, مرحبا \u202egnp.exe",
    "cjk": "今日は何も感じない。",
    "controls": "\x1b[31mred\x1b[0m\x07 \x00 \r\n \x9b31m ￾",
    "long": "word " * 2000,
    "one word": "w" * 10000,
}


@pytest.mark.needs("a browser")
@pytest.mark.parametrize(("dark", "width"), [(False, None), (True, None), (False, 360)])
def test_a_browser_finds_nothing_wrong(
    example: Path, hand_out: HandOut, tmp_path: Path, dark: bool, width: int | None
) -> None:
    page = hand_out("html", "--last", "120d", "--notes", "all", "--focus", "Sleep").decode()
    found = looked_at(page, tmp_path, dark=dark, width=width)
    assert found["violations"] == []
    assert found["passes"] > 15
    assert found["overflow"] == 0
    assert found["fetched"] == []
    assert found["font"]
    assert width in (None, found["width"])


@pytest.mark.needs("a browser")
def test_the_browser_would_find_something(tmp_path: Path, example: Path, hand_out: HandOut) -> None:
    page = hand_out("html").decode()
    worse = page.replace("--soft: #53616b", "--soft: #c8ccd0").replace('lang="en"', "")
    wide = worse.replace("<main>", '<main><p style="width: 2000px">x</p><img src="http://127.0.0.1:9/x.png">')
    found = looked_at(wide, tmp_path, width=360)
    rules = {rule for rule, _ in found["violations"]}
    assert {"color-contrast", "html-has-lang", "image-alt"} <= rules
    assert found["overflow"] > 0
    assert found["fetched"] == ["http://127.0.0.1:9/x.png"]


def test_nothing_from_elsewhere_and_no_script(example: Path, hand_out: HandOut) -> None:
    page = hand_out("html", "--notes", "all").decode()
    assert "Content-Security-Policy\" content=\"default-src 'none';" in page
    assert re.findall(r"url\((?!data:)", page) == []
    assert re.findall(r"(?:src|href|action)\s*=|<script|<link|<iframe|@import|\son\w+=", page) == []
    assert len(page) <= 150_000
    # Nothing scrolls sideways inside of the page: what is too wide would be found in a narrow window.
    assert "overflow-x" not in page
    assert page.count("<figure class=") == 2


class Texts(HTMLParser):
    """The texts of a page, and the names of its elements."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


@pytest.mark.parametrize("name", few(NASTY, 4))
def test_a_note_is_only_text(home: Home, hand_out: HandOut, name: str) -> None:
    home.run(["log", "2", "--note", "plain"])
    usual = Texts()
    usual.feed(hand_out("html", "--notes", "all").decode())
    home.run(["log", "2", "--note", "-"], stdin=NASTY[name].encode("utf-8", "surrogatepass"))
    found = Texts()
    found.feed(hand_out("html", "--notes", "all").decode())
    assert found.tags == usual.tags
    page = "".join(found.texts)
    assert not any(control in page for control in "\x1b\x07\x00\x9b\u202e\r")
    if name not in ("controls", "right-to-left"):
        assert NASTY[name].strip() in page


def test_own_tags_marks_and_names_are_only_text(home: Home, hand_out: HandOut) -> None:
    home.run(["log", "2"])
    home.run(["mark", "add", "<b>x</b>", "--dose", '"><script>'])
    home.run(["tag", "add", "moth", "--label", "<i>"], code=None)
    page = hand_out("html", "--name", "<u>me</u>", "--focus", "<s>talk</s>").decode()
    assert not any(tag in page for tag in ("<b>x", "<script", "<i>", "<u>", "<s>"))
    assert "&lt;u&gt;me&lt;/u&gt;" in page
