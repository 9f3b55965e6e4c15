"""Ctrl-C, SIGTERM and SIGHUP at any moment: what is said to be changed is what is changed."""

import re
import shlex
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from numbjournal import effects
from numbjournal.run import _unwrapped
from tests.conftest import Home, few
from tests.faults.killing import OPERATIONS, fresh, make_template
from tests.faults.stopping import COMMANDS, Untrue, check, seen, stop, stop_often
from tests.faults.table import Tried

MOST = 12
"""No command makes so many changes that are told apart."""


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("template")
    make_template(home)
    return home


@pytest.mark.parametrize("name", few(COMMANDS, 6))
def test_right_after_each_change(name: str, template: Path, tmp_path: Path, tried: Tried) -> None:
    operation, ended = COMMANDS[name], Counter[str]()
    for effect in range(MOST):
        place = fresh(operation, template, tmp_path / "home")
        before = seen(place)
        result = stop(operation, place.home, signal.SIGINT, None, at_effect=effect)
        how = check(name, place, before, *result)
        ended[how] += 1
        if how == "done":
            break
    tried("stopped", ended.total())
    assert ended["with none"] == 1
    assert ended["done"] == 1
    assert name == "report" or ended["with changes"]


@pytest.mark.parametrize("name", few(COMMANDS, 6))
def test_at_random_moments(
    name: str, template: Path, tmp_path: Path, sized: Callable[..., int], tried: Tried
) -> None:
    tries = sized(1, full=30, long=300)
    tried("stopped", tries)
    assert stop_often(COMMANDS[name], template, tmp_path / "home", tries, Random(name)).total() == tries


def test_a_change_that_is_not_recorded_is_found(
    template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The fault that this is here to find."""
    monkeypatch.setattr(effects, "note", lambda effect: signal.raise_signal(signal.SIGINT))
    operation = OPERATIONS["log"]
    place = fresh(operation, template, tmp_path / "home")
    before = seen(place)
    with pytest.raises(Untrue, match=re.escape("log said {}, and changed {'saved': 1}")):
        check("log", place, before, *stop(operation, place.home, signal.SIGINT, None))


def test_a_change_that_is_not_made_is_found(
    template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = fresh(COMMANDS["report"], template, tmp_path / "home")
    before = seen(place)
    said = "Stopped. A backup was made. Nothing else was changed."
    with pytest.raises(Untrue, match=re.escape("said {'copied': 1}, and changed {}")):
        check("report", place, before, 130, "", said)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_while_the_program_is_loaded(home: Home, number: signal.Signals, sized: Callable[..., int]) -> None:
    """Before there is anybody to answer; Python's own first moments are not this program's."""
    home.run("log 2 flat")
    loading = "import numbjournal.effects as e; e.hear_signals(); import os; os.kill(os.getpid(), {})"
    script = f"import signal; signal.signal({int(number)}, signal.SIG_DFL);" + loading.format(int(number))
    script += "\nimport sys; sys.argv[1:] = ['list']\nfrom numbjournal.__main__ import run\nrun()"
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert ended.returncode == (130 if number == signal.SIGINT else -number)
    assert (ended.stdout, ended.stderr.strip()) == ("", "Stopped. Nothing was changed.")


def test_three_signals_end_what_cannot_be_stopped() -> None:
    script = (
        "import os, signal; from numbjournal.effects import hear_signals, held\n"
        f"signal.signal({int(signal.SIGINT)}, signal.SIG_DFL); hear_signals()\n"
        "with held():\n"
        "    for _ in range(2): os.kill(os.getpid(), signal.SIGINT)\n"
        "    print('goes on', flush=True)\n"
        "    os.kill(os.getpid(), signal.SIGINT)\n"
        "    print('not reached')\n"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout) == (-signal.SIGINT, "goes on\n")


def test_a_background_job_is_not_stopped(home: Home) -> None:
    """A shell starts one with Ctrl-C ignored, and it stays so."""
    script = (
        f"import signal; signal.signal({int(signal.SIGINT)}, signal.SIG_IGN)\n"
        "import sys, os; sys.argv[1:] = ['log', '3']\n"
        "from numbjournal.__main__ import run\n"
        "os.kill(os.getpid(), signal.SIGINT)\nrun()"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert ended.returncode == 0
    assert "Saved 1" in ended.stdout


def test_ctrl_c_in_the_editor_is_the_editors(home: Home, tmp_path: Path) -> None:
    """An editor for which Ctrl-C is a key like any other goes on, and so does what it is for."""
    editor = tmp_path / "editor.py"
    editor.write_text(
        "import os, signal, sys\n"
        "signal.signal(signal.SIGINT, lambda *_: None)\n"
        "os.kill(os.getppid(), signal.SIGINT)\n"
        "os.kill(os.getpid(), signal.SIGINT)\n"
        "open(sys.argv[1], 'w').write('written all the same')\n"
    )
    home.monkeypatch.setenv("EDITOR", shlex.join([sys.executable, str(editor)]))
    ended = subprocess.run(
        [sys.executable, "-c", DEFAULT_SIGNALS, "log", "3", "--edit"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, ended.stderr.splitlines()[1:]) == (0, [])
    home.run("show 1").says("written all the same")


def test_an_editor_that_ctrl_c_ends_keeps_what_it_had_saved(home: Home, tmp_path: Path) -> None:
    editor = tmp_path / "editor.py"
    editor.write_text(
        "import os, signal, sys\n"
        "open(sys.argv[1], 'w').write('begun')\n"
        "signal.signal(signal.SIGINT, signal.SIG_DFL)\n"
        "os.kill(os.getpid(), signal.SIGINT)\n"
    )
    home.monkeypatch.setenv("EDITOR", shlex.join([sys.executable, str(editor)]))
    home.run("log 2")
    ended = subprocess.run(
        [sys.executable, "-c", DEFAULT_SIGNALS, "edit", "1", "--edit"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 130
    said = re.fullmatch(
        r"Stopped\. Your text is kept in (\S+), which is not encrypted\. Nothing else was changed\.\n",
        ended.stderr.lstrip(),
    )
    assert said
    draft = Path(said[1])
    assert draft.read_text() == "begun"


DEFAULT_SIGNALS = f"""
import os, signal, sys
signal.signal({int(signal.SIGINT)}, signal.default_int_handler)
from numbjournal.__main__ import run
run()
"""


@pytest.mark.parametrize("raised", [KeyboardInterrupt(), effects.Ended(15)], ids=["Ctrl-C", "SIGTERM"])
def test_a_signal_while_a_class_is_made_is_a_signal(home: Home, raised: BaseException) -> None:
    """Python 3.11 wraps what `__set_name__` raises."""

    class Interrupting:
        def __set_name__(self, owner: type, name: str) -> None:
            raise raised

    def made() -> int:
        class Made:
            attribute = Interrupting()

        return bool(Made)

    with pytest.raises(type(raised)):
        _unwrapped(made)
