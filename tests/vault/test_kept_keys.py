"""Where a key is kept for a while: in the kernel, or in one of four keyrings and nowhere else."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import keyring.backend
import pytest
from keyring.errors import InitError, KeyringLocked, PasswordDeleteError

from numbjournal.errors import Refused
from numbjournal.vault import kernel
from numbjournal.vault import keyring as system
from tests.terminal import wait_until

RAW = bytes(range(32))


@pytest.fixture
def name() -> Iterator[str]:
    name = os.urandom(16).hex()
    yield name
    kernel.forget(name)


@pytest.mark.needs("kept keys")
def test_the_kernel_keeps_a_key_until_it_is_forgotten(name: str) -> None:
    assert kernel.find(name) is None
    assert kernel.keep(name, RAW, 60)
    assert kernel.find(name) == RAW
    assert kernel.keep(name, RAW[::-1], 60)
    assert kernel.find(name) == RAW[::-1]
    assert kernel.forget(name)
    assert kernel.find(name) is None
    assert not kernel.forget(name)


@pytest.mark.needs("kept keys")
def test_the_kernel_forgets_by_itself(name: str) -> None:
    assert kernel.keep(name, RAW, 60)
    assert kernel.find(name) == RAW
    assert kernel.keep(name, RAW, 1)
    wait_until(lambda: kernel.find(name) is None, "the kernel forgot it")


@pytest.mark.needs("kept keys")
def test_another_process_of_the_account_finds_it(name: str) -> None:
    assert kernel.keep(name, RAW, 60)
    code = f"from numbjournal.vault import kernel; print(kernel.find({name!r}).hex())"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.strip() == RAW.hex()


def test_where_there_are_no_such_calls_nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "plan9")
    assert not kernel.is_available()
    assert kernel.find("name") is None
    assert not kernel.forget("name")


class InMemory(keyring.backend.KeyringBackend):
    """Stands for one of the four."""

    priority: ClassVar[float] = 5
    kept: ClassVar[dict[str, str]] = {}
    error: ClassVar[Exception | None] = None

    def _fail(self) -> None:
        if self.error:
            raise self.error

    def get_password(self, service: str, username: str) -> str | None:
        self._fail()
        return self.kept.get(username)

    def set_password(self, service: str, username: str, password: str) -> None:
        self._fail()
        self.kept[username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._fail()
        if username not in self.kept:
            raise PasswordDeleteError
        del self.kept[username]


@pytest.fixture
def memory(monkeypatch: pytest.MonkeyPatch) -> type[InMemory]:
    monkeypatch.setattr(InMemory, "kept", {})
    monkeypatch.setattr(InMemory, "error", None)
    monkeypatch.setattr(system, "ALLOWED", (InMemory,))
    return InMemory


def test_a_keyring_keeps_a_key_until_its_time_is_up(memory: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert system.is_available()
    assert system.keep("name", RAW, 60)
    assert system.find("name") == RAW
    assert system.find("other") is None
    later = time.time() + 61
    monkeypatch.setattr(time, "time", lambda: later)
    assert system.find("name") is None
    assert memory.kept == {}
    assert not system.forget("name")


def test_a_key_in_a_keyring_can_be_forgotten(memory: Any) -> None:
    assert system.keep("name", RAW, 60)
    assert system.forget("name")
    assert system.find("name") is None


@pytest.mark.parametrize("error", [KeyringLocked("closed"), InitError("no bus")])
def test_a_locked_keyring_is_passed_over(
    memory: Any, error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert system.keep("name", RAW, 60)
    monkeypatch.setattr(InMemory, "error", error)
    assert system.find("name") is None
    assert not system.keep("name", RAW, 60)
    with pytest.raises(Refused, match="does not delete"):
        system.forget("name")


@pytest.mark.parametrize("value", ["", "nonsense", "99999999999 xyz", "soon " + RAW.hex()])
def test_what_somebody_else_wrote_there_is_no_key(memory: Any, value: str) -> None:
    memory.kept["name"] = value
    assert system.find("name") is None


def test_no_keyring_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "ALLOWED", ())
    assert not system.is_available()
    assert not system.keep("name", RAW, 60)
    assert system.find("name") is None
    assert not system.forget("name")


@pytest.mark.full
def test_a_keyring_in_a_plain_file_is_never_used(tmp_path: Path) -> None:
    """Installed, and chosen in the way that keyring offers for it: what keyring itself would use then."""
    code = """
import keyring, sys
from numbjournal.vault import keyring as system
from tests.terminal import wait_until
if "--control" in sys.argv:
    keyring.set_password("numbjournal", "name", "secret")
else:
    assert not system.is_available()
    assert not system.keep("name", bytes(32), 60)
"""
    environment = {
        "PATH": os.defpath,
        "HOME": str(tmp_path),
        "PYTHON_KEYRING_BACKEND": "keyrings.alt.file.PlaintextKeyring",
    }
    for arguments, is_written in (([], False), (["--control"], True)):
        subprocess.run([sys.executable, "-c", code, *arguments], env=environment, check=True)
        assert any(path.is_file() for path in tmp_path.rglob("*.cfg")) == is_written
