"""Where things live on this operating system; OCTAVO_PROFILE and OCTAVO_LIBRARY move them."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

_NAME = "Octavo"


def _profile() -> Path | None:
    """The one folder that holds everything, when the person asked for one (portable use, tests)."""
    chosen = os.environ.get("OCTAVO_PROFILE", "")
    return Path(chosen).expanduser().absolute() if chosen else None


def data_folder() -> Path:
    """The folder of the library. It may not exist yet."""
    return _profile() or Path(platformdirs.user_data_dir(_NAME, appauthor=False))


def library_file() -> Path:
    """The library a person gets who names none. It may not exist yet."""
    chosen = os.environ.get("OCTAVO_LIBRARY", "")
    return Path(chosen).expanduser().absolute() if chosen else data_folder() / "library.octavo"


def settings_file() -> Path:
    """The file that keeps the settings. It may not exist yet."""
    profile = _profile()
    return (profile or Path(platformdirs.user_config_dir(_NAME, appauthor=False))) / "settings.json"


def log_folder() -> Path:
    """The folder for logs. It may not exist yet."""
    profile = _profile()
    return profile / "logs" if profile else Path(platformdirs.user_log_dir(_NAME, appauthor=False))


def resources() -> Path:
    """The folder of what ships but is not Python: beside this package once installed, else the checkout's."""
    packaged = Path(__file__).parent / "resources"
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "resources"
