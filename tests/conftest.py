"""What every test stands on: no screen, no network, no real home folder, and crashes that leave a trace."""

from __future__ import annotations

import faulthandler
import gc
import ipaddress
import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

# Before any test module imports Qt. On a developer's own screen: OCTAVO_TEST_PLATFORM=xcb.
os.environ["QT_QPA_PLATFORM"] = os.environ.get("OCTAVO_TEST_PLATFORM", "offscreen")
# Some journeys start Octavo thirty times: it is compiled once, as for a person, whatever this machine says about it.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
# Thousands of widgets come and go in one process: looking for cycles at every 700 objects took a quarter of the time.
gc.set_threshold(50_000, 20, 20)
# One size and one style for everyone, whatever the desktop says.
for name in list(os.environ):
    ours = name.startswith("OCTAVO_") and name != "OCTAVO_TEST_PLATFORM"
    if ours or name in ("QT_SCALE_FACTOR", "QT_SCREEN_SCALE_FACTORS", "QT_STYLE_OVERRIDE", "QT_QPA_PLATFORMTHEME"):
        del os.environ[name]

import pytest
from hypothesis import HealthCheck, settings

sys.path.insert(0, str(Path(__file__).parent / "services"))
if TYPE_CHECKING:
    from services import Services

settings.register_profile("here", deadline=None, max_examples=12, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("long", settings.get_profile("here"), max_examples=2_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "here"))

#: Folders a program asks the environment for, each given a place inside the test's own.
HOMES = {
    "HOME": "home",
    "USERPROFILE": "home",
    "APPDATA": "home/roaming",
    "LOCALAPPDATA": "home/local",
    "XDG_DATA_HOME": "home/data",
    "XDG_CONFIG_HOME": "home/config",
    "XDG_CACHE_HOME": "home/cache",
    "XDG_STATE_HOME": "home/state",
    "XDG_RUNTIME_DIR": "home/runtime",
    "XDG_DOCUMENTS_DIR": "home/documents",
    "XDG_DOWNLOAD_DIR": "home/downloads",
}


#: Files whose tests share what is slow to make: one process runs each of them whole.
SHARED = (
    "test_every_window.py", "test_small_windows.py", "test_hands.py", "test_big_library.py", "test_replay.py",
    "test_settings.py",
)  # fmt: skip


def pytest_configure() -> None:
    faulthandler.enable()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """Deals out test by test, but for the shared files. Groups named by marks are not seen with pytest 9.2."""
    from xdist.scheduler import LoadScopeScheduling

    class ByWhatIsShared(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file = nodeid.split("::")[0]
            return file if file.endswith(SHARED) else nodeid

    return ByWhatIsShared(config, log)


@pytest.fixture(scope="session")
def homes() -> list[Path]:
    """The home folders that tests were given, newest last."""
    return []


@pytest.fixture(autouse=True)
def own_home(homes: list[Path], tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder in which nobody has been. Its path holds a blank and letters beyond ASCII, as people's do."""
    # Most tests leave no trace there, and the next one takes it over: ten folders for each of thousands of tests took
    # half a minute to make and to clear away.
    if not homes or not is_untouched(homes[-1]):
        homes.append(tmp_path_factory.mktemp("Zoë Ünal", numbered=True) / "home")
        for place in HOMES.values():
            (homes[-1].parent / place).mkdir(parents=True, exist_ok=True)
        (homes[-1] / "runtime").chmod(0o700)
    for variable, place in HOMES.items():
        monkeypatch.setenv(variable, str(homes[-1].parent / place))
    return homes[-1]


def is_untouched(home: Path) -> bool:
    """Whether a home folder holds what it was made with, and nothing else."""
    inside = {os.path.join(at, name) for at, folders, files in os.walk(home) for name in (*folders, *files)}
    return inside == {str(home.parent / place) for place in HOMES.values()} - {str(home)}


def is_this_machine(family: int, address: object) -> bool:
    """Whether a socket address stays on this machine."""
    if family == getattr(socket, "AF_UNIX", None):
        return True
    host = address[0] if isinstance(address, tuple) and address else address
    if host in ("localhost", "", None):
        return True
    try:
        return ipaddress.ip_address(str(host).split("%")[0]).is_loopback
    except ValueError:
        return False


class NetworkReached(BaseException):
    """Not an Exception, so that code which forgives network errors cannot forgive this one."""


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fails a test that opens a connection to, or looks up, anything but this machine."""
    reached: list[object] = []

    def guarded(real):
        def call(self: socket.socket, address: object) -> object:
            if not is_this_machine(self.family, address):
                reached.append(address)
                raise NetworkReached(f"a test tried to reach {address}")
            return real(self, address)

        return call

    real_lookup = socket.getaddrinfo

    def lookup(host: object, *more: object, **named: object) -> object:
        text = host.decode() if isinstance(host, bytes) else host
        if not is_this_machine(socket.AF_INET, (text,)):
            reached.append(host)
            raise NetworkReached(f"a test tried to look up {host}")
        return real_lookup(host, *more, **named)

    monkeypatch.setattr(socket.socket, "connect", guarded(socket.socket.connect))
    monkeypatch.setattr(socket.socket, "connect_ex", guarded(socket.socket.connect_ex))
    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    yield
    # Raised in a thread of its own, the exception above would not reach the test.
    assert not reached, f"the test tried to reach {reached}"


@pytest.fixture
def services(no_network: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Services]:
    """Hugging Face, arXiv, the registries and a bad network, all on this machine; see tests/services/services.py."""
    from services import Services, lookup_here

    monkeypatch.setattr(socket, "getaddrinfo", lookup_here(socket.getaddrinfo))
    played = Services()
    yield played
    played.close()
