"""No text of the program says what must not be said to somebody who may be at their lowest.

Read are all string literals of the package, command help, and every data file. They are held against phrases,
not against single words where a word can be meant well. What is not printed (docstrings, names that are
understood and never shown) is left out.
"""

import ast
import re
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import numbjournal

PACKAGE = Path(numbjournal.__file__).parent

NEVER_SHOWN = {"silent": "names that are understood when typed and never printed"}
"""Keys of the data files whose values are left out, and why."""


class Forbidden(NamedTuple):
    """A pattern that must not occur, and a made-up sentence with it.

    The pattern is matched in any case, not inside of words, and a blank stands for any white space.
    """

    phrase: str
    example: str

    def is_in(self, text: str) -> bool:
        phrase = self.phrase.replace(" ", r"\s+")
        return re.search(rf"(?<![\w-])(?:{phrase})(?![\w-])", text, re.IGNORECASE) is not None


CONDITIONS = (
    r"(?:depression|depressive|anxiety|ptsd|bipolar|borderline|dissociati\w+|anhedonia|alexithymia|autism|trauma"
    r"|(?:\w+ ){0,2}(?:disorder|condition|illness))"
)
STATES = (
    r"(?:depressed|bipolar|borderline|mentally ill|sick|traumati[sz]ed|suicidal|autistic|addicted|disordered)"
)
DRUGS = r"(?:medicines?|medication|meds|pills|tablets|antidepressants?|doses?)"

PHRASES = {
    "diagnosis": (
        Forbidden(
            r"(?<!if\s)you(?: probably| clearly)? (?:have|suffer from|may have|might have|seem to have)"
            rf" (?:an? |(?:mild|moderate|severe|clinical|major) )*{CONDITIONS}",
            "These entries show that you have mild depression.",
        ),
        Forbidden(rf"you(?: are|'re| seem| may be| might be)(?: \w+)? {STATES}", "You seem quite depressed."),
        Forbidden(r"your diagnosis|you are diagnosed|diagnosed with", "Your diagnosis is clear."),
        Forbidden(r"(?:signs|symptoms) of (?:an? )?" + CONDITIONS, "Your week has signs of a depression."),
    ),
    "alarm": (
        Forbidden(r"at (?:\w+ )?risk|risk (?:level|score)|(?:high|low)[ -]risk", "You are at risk."),
        Forbidden(r"(?:warning|danger|alert|attention|caution):", "Warning: a flat week."),
        Forbidden(r"alarming|worrying|disturbing|dangerously", "An alarming number of flat days."),
    ),
    "words that hurt": (
        Forbidden(r"commit(?:s|ted|ting)? suicide", "He committed suicide."),
        Forbidden(
            r"(?:failed|unsuccessful|successful|completed) (?:attempts?|suicides?)", "A failed attempt."
        ),
        Forbidden(r"suicide (?:attempt|victim)s?", "A suicide attempt."),
    ),
    "methods": (
        Forbidden(
            r"overdos\w+|hanging|nooses?|razors?|firearms?|guns?|poison\w*|drown\w*|suffocating"
            r"|jump(?:ing)? (?:off|from|in front)|cutting|burning yourself|bleed\w*|wrists?|starv\w+",
            "An overdose.",
        ),
        Forbidden(
            r"kill(?:ing)? (?:your|my|one)self|end(?:ing)? (?:your|my|one's) life", "To kill yourself."
        ),
    ),
    "praise": (
        Forbidden(
            r"well done|(?:good|great|nice) (?:job|work|going)|keep (?:it up|going)|congrat\w+|bravo|hooray"
            r"|proud of you|amazing|awesome|fantastic|wonderful|excellent|impressive",
            "Well done, that is an entry.",
        ),
        Forbidden(r"streaks?|(?:days|weeks) in a row|consecutive", "Seven days in a row."),
        Forbidden(r"points|badges?|rewards?|trophy|trophies|level up|confetti|achievements?", "Ten points."),
    ),
    "blame": (
        Forbidden(
            r"you(?:'ve| have)? (?:missed|forgot|forgotten|skipped|failed|neglected)", "You missed a day."
        ),
        Forbidden(r"missed (?:days?|entry|entries)|you should have|haven't logged", "Two missed days."),
        Forbidden(
            r"only (?:\d+|\{\}|one|two|three|four|five|six|an?|a few|some)(?: \w+)?"
            r" (?:entry|entries|days?|weeks?)",
            "You have only 3 entries.",
        ),
        Forbidden(r"your (?:own )?fault", "It is your own fault."),
    ),
    "promise": (
        Forbidden(
            r"(?:will|going to|does) (?:\w+ )?(?:get|be|feel) better|will improve", "It will get better."
        ),
        Forbidden(
            r"(?:it|this|that|numbness) (?:will|shall) (?:soon )?(?:pass|end|go away|be over)",
            "It will pass.",
        ),
        Forbidden(r"this too shall pass|(?:is|are|be|it's)(?: \w+)? temporary", "Numbness is temporary."),
        Forbidden(
            r"(?:will|always) helps?(?: you)?|will be (?:fine|okay|all right|answered)", "A walk will help."
        ),
        Forbidden(r"guarante\w+|we promise|proven to|you can rely", "It is guaranteed."),
    ),
    "slogan": (
        Forbidden(
            r"(?:sign|act|mark) of (?:strength|courage)|takes (?:strength|courage)|be strong|stay strong",
            "Asking is a sign of strength.",
        ),
        Forbidden(r"(?:stay|think|be) positive\w*|cheer up|hang in there|bright side", "Just stay positive."),
        Forbidden(r"you(?:'ve| have)? got this|believe in yourself", "You have got this."),
    ),
    "no source": (
        Forbidden(
            r"(?:many|most|millions of|lots of|countless) (?:people|others|users|of us)|everyone feels",
            "Many people feel like this.",
        ),
        Forbidden(r"(?:studies|research|science) (?:shows?|says?|proves?)", "Studies show that it helps."),
    ),
    "medicine": (
        Forbidden(
            r"(?:stop|quit|skip|pause|change|reduce|lower|raise|increase|double|halve|come off)(?: taking)?"
            rf" (?:the|your|this|that|any|all) {DRUGS}",
            "Reduce your dose.",
        ),
        Forbidden(rf"stop(?:ped|ping)? taking|(?:take|try) (?:more|less|fewer) {DRUGS}", "Stop taking them."),
    ),
    "moralising": (
        Forbidden(r"lack(?:s|ing|ed)?(?: of)? empathy|no empathy|low[- ]empathy", "They lack empathy."),
        Forbidden(
            r"heartless|selfish|uncaring|unkind|harsh|cruel|weak[- ]willed|crazy|insane|attention[- ]seeking",
            "You were unkind.",
        ),
    ),
}
"""What must not be said, by what is wrong with it."""

EXCLAMATION = re.compile(r"""\w[!](?=[\s"'”’)]|$)""")

EXEMPT = {
    ("data/topics/medication.md", "medicine"): "a negated instruction: do not stop it or change the dose",
}
"""File and kind of phrase that may stand there, and why."""


class Text(NamedTuple):
    """Something that can be printed: the file in the package, the line or key, the words."""

    file: str
    place: str
    words: str


def texts(package: Path) -> Iterator[Text]:
    """Everything that the program can print."""
    for path in sorted(package.rglob("*.py")):
        yield from _literals(path, str(path.relative_to(package)))
    for path in sorted((package / "data").rglob("*")):
        name = str(path.relative_to(package))
        if path.suffix == ".toml":
            yield from _values(name, "", tomllib.loads(path.read_text(encoding="utf-8")))
        elif path.suffix == ".md":
            yield Text(name, "the page", path.read_text(encoding="utf-8"))
    for path in sorted(package.rglob("*.typ")):
        yield from _quoted(path, str(path.relative_to(package)))


def _literals(path: Path, name: str) -> Iterator[Text]:
    """String literals, f-strings with {} for what is put in; docstrings where they are a command's help."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    hidden = {id(docstring) for docstring in _docstrings(tree, are_help=name.startswith("commands"))}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            parts = [part.value if isinstance(part, ast.Constant) else "{}" for part in node.values]
            hidden |= {id(part) for part in node.values}
            yield Text(name, f"line {node.lineno}", "".join(map(str, parts)))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in hidden:
            yield Text(name, f"line {node.lineno}", node.value)


def _docstrings(tree: ast.Module, *, are_help: bool) -> Iterator[ast.Constant]:
    """Strings that stand alone as a statement, and are not printed as the help of a command."""
    for node in ast.walk(tree):
        for statement in getattr(node, "body", []) if not isinstance(node, ast.Lambda | ast.IfExp) else []:
            is_help = are_help and isinstance(node, ast.FunctionDef) and bool(node.decorator_list)
            if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant) and not is_help:
                yield statement.value


def _values(name: str, place: str, value: Any) -> Iterator[Text]:
    if isinstance(value, str):
        yield Text(name, place, value)
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key not in NEVER_SHOWN:
                yield from _values(name, f"{place}.{key}", inner)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _values(name, f"{place}[{index}]", inner)


def kinds_in(words: str) -> set[str]:
    """What is wrong with a text."""
    found = {kind for kind, phrases in PHRASES.items() if any(phrase.is_in(words) for phrase in phrases)}
    return found | ({"exclamation"} if EXCLAMATION.search(words) else set())


def mistakes(package: Path) -> list[str]:
    """Every place that says what must not be said."""
    return [
        f"{text.file}, {text.place}: {kind}"
        for text in texts(package)
        for kind in sorted(kinds_in(text.words))
        if (text.file, kind) not in EXEMPT
    ]


def test_nothing_is_said_that_must_not_be() -> None:
    assert mistakes(PACKAGE) == []


def _quoted(path: Path, name: str) -> Iterator[Text]:
    """The string literals of a template."""
    for line, source in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        for words in re.findall(r'"([^"]*)"', source):
            yield Text(name, f"line {line}", words)


@pytest.mark.parametrize(
    ("kind", "phrase"),
    [(kind, phrase) for kind, phrases in PHRASES.items() for phrase in phrases],
    ids=lambda each: each if isinstance(each, str) else each.example,
)
def test_each_phrase_is_caught(kind: str, phrase: Forbidden) -> None:
    assert phrase.is_in(phrase.example)
    assert phrase.is_in(phrase.example.upper().replace(" ", "\n"))
    assert kind in kinds_in(phrase.example)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Saved!", "exclamation"),
        ("At last! A number.", "exclamation"),
        ("You have depression.", "diagnosis"),
        ("You may have an anxiety disorder.", "diagnosis"),
        ("a failed suicide", "words that hurt"),
        ("You can stop taking it.", "medicine"),
        ("only {} days", "blame"),
        ("a four-week streak", "praise"),
    ],
)
def test_variants_are_caught(words: str, kind: str) -> None:
    assert kind in kinds_in(words)


@pytest.mark.parametrize(
    "words",
    [
        "If you have a condition somebody told you about, bring it along.",
        "You noted thoughts of suicide. You don't have to be alone with them.",
        "Please don't stop or change it on your own; talk to whoever prescribes it.",
        "On 9 of the 11 days you answered you could feel very little. Three days weren't logged.",
        "That is not a check-up: if it feels wrong to you, that is reason enough to ask.",
        "SELECT number FROM entry WHERE day != ?",
        "a temporary file",
        "It can be a side effect of a medicine.",
    ],
)
def test_plain_words_are_not_caught(words: str) -> None:
    assert kinds_in(words) == set()


def test_what_is_planted_is_found(tmp_path: Path) -> None:
    copy = tmp_path / "numbjournal"
    shutil.copytree(PACKAGE, copy)
    plants = {
        "output/text/page.py": 'LINE = f"You have {len(UNDO)} days, a {UNDO} streak"',
        "commands/show.py": '@app.command()\ndef other() -> None:\n    """Well done."""',
        "errors.py": 'BAD = ("You " "missed a day")',
        "data/tags.toml": '[[tag]]\nid = "x"\naliases = ["heartless"]',
        "data/topics/effects.md": "It is temporary.",
        "exports/handout.typ": '#text("You are at risk")',
    }
    for name, plant in plants.items():
        with (copy / name).open("a") as file:
            file.write(f"\n{plant}\n")
    found = mistakes(copy)
    assert sorted(mistake.partition(",")[0] for mistake in found) == sorted(plants)


def test_what_is_not_printed_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "module.py").write_text('"""Well done."""\n\ndef one():\n    """You missed a day."""\n')
    (tmp_path / "data" / "tags.toml").write_text('silent = ["heartless"]\nlabel = "plain"\n')
    assert [text.words for text in texts(tmp_path)] == ["plain"]


def test_what_is_read_is_what_there_is() -> None:
    found = list(texts(PACKAGE))
    words = {text.words for text in found}
    assert "flat" in words
    assert any("Undo with" in text.words for text in found)
    assert {"data/tags.toml", "data/helplines.toml", "data/topics/autism.md", "cli.py"} <= {
        text.file for text in found
    }
    assert "cutting" not in words


@pytest.mark.full
def test_every_exemption_is_needed() -> None:
    needed = {(text.file, kind) for text in texts(PACKAGE) for kind in kinds_in(text.words)}
    assert set(EXEMPT) <= needed
