"""packaging/dev.py, the part that can be asked without installing anything."""

from __future__ import annotations

import ast
import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
DEV = ROOT / "packaging" / "dev.py"


@pytest.fixture
def dev(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location("dev_under_test", DEV)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("soname", "package"),
    [
        ("libEGL.so.1", "libegl1"),
        ("libGL.so.1", "libgl1"),
        ("libdbus-1.so.3", "libdbus-1-3"),
        ("libfontconfig.so.1", "libfontconfig1"),
        ("libxkbcommon.so.0", "libxkbcommon0"),
        ("libglib-2.0.so.0", "libglib2.0-0"),
        ("libgthread-2.0.so.0", "libglib2.0-0"),
        ("libgssapi_krb5.so.2", "libgssapi-krb5-2"),
        ("libxcb-cursor.so.0", "libxcb-cursor0"),
        ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
        ("libxcb-icccm.so.4", "libxcb-icccm4"),
        ("libxcb-keysyms.so.1", "libxcb-keysyms1"),
        ("libwayland-cursor.so.0", "libwayland-cursor0"),
        ("libwayland-egl.so.1", "libwayland-egl1"),
        ("libX11-xcb.so.1", "libx11-xcb1"),
        ("libz.so.1", "zlib1g"),
    ],
)
def test_a_missing_library_is_named_by_its_debian_package(dev: ModuleType, soname: str, package: str) -> None:
    assert dev.package_of(soname) == package


def test_only_the_libraries_that_were_not_found_are_asked_for(dev: ModuleType) -> None:
    output = (
        "\tlinux-vdso.so.1 (0x00007ffd)\n"
        "\tlibEGL.so.1 => not found\n"
        "\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f)\n"
        "\tlibxcb-cursor.so.0 => not found\n"
        "\t/lib64/ld-linux-x86-64.so.2 (0x00007f)\n"
    )
    assert dev.not_found(output) == {"libEGL.so.1", "libxcb-cursor.so.0"}


def test_the_stamp_changes_with_the_projects_needs_and_with_the_folders_place(dev: ModuleType) -> None:
    needs = '[project]\ndependencies = ["fish"]\n'
    stamp = dev.stamp(needs, "/home/zoë/octavo")
    assert dev.stamp(needs.replace("fish", "fish>=2"), "/home/zoë/octavo") != stamp
    assert dev.stamp(needs, "/home/zoë/octavo 2") != stamp
    assert dev.stamp(needs + "[tool.ruff]\nline-length = 99\n", "/home/zoë/octavo") == stamp


def test_the_link_to_the_checkout_is_plain_ascii_wherever_that_lies(
    dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checkout = tmp_path / "Größe und 空"
    packages = checkout / ".venv" / ("Lib" if os.name == "nt" else "lib/python3.11") / "site-packages"
    packages.mkdir(parents=True)
    (checkout / "desktop").mkdir()
    link = packages / "_octavo.pth"
    link.write_text(str(checkout / "desktop"), encoding="utf-8")
    monkeypatch.setattr(dev, "ROOT", checkout)
    monkeypatch.setattr(dev, "VENV", checkout / ".venv")
    dev.point_at_checkout()
    target = link.read_text(encoding="ascii").strip()
    assert (packages / target).resolve() == (checkout / "desktop").resolve()


def test_the_first_python_that_answers_and_is_new_enough_is_chosen(dev: ModuleType) -> None:
    versions = {"python3.14": None, "python3.13": (3, 10), "python3.12": (3, 12), "python3.11": (3, 11)}
    candidates = [[name] for name in versions]
    assert dev.choose_python(candidates, lambda command: versions[command[0]]) == ["python3.12"]
    assert dev.choose_python(candidates, lambda command: (3, 8)) is None


def test_a_python_is_asked_for_its_version(dev: ModuleType) -> None:
    assert dev.python_version([sys.executable]) == sys.version_info[:2]
    assert dev.python_version(["no-such-python-anywhere"]) is None


def test_an_old_python_can_still_read_the_script() -> None:
    ast.parse(DEV.read_text(encoding="utf-8"), feature_version=(3, 8))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a display")
def test_window_and_platform_plugin_follow_the_display(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert not dev.opens_window([])
    monkeypatch.setenv("DISPLAY", ":0")
    assert dev.opens_window([])
    assert dev.opens_window([__file__])
    assert dev.opens_window(["--library", "elsewhere.octavo"])
    assert not dev.opens_window(["search", "fish"])
    assert not dev.opens_window(["--library=elsewhere.octavo", "search", "fish"])
    assert dev.needed_plugin("run") == "xcb"
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert dev.needed_plugin("run") == "wayland"
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    assert dev.needed_plugin("run") == "xcb"
    assert dev.needed_plugin("test") == "offscreen"


def test_what_would_lead_python_astray_is_kept_from_it(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", "somewhere else")
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    environment = dev.environment(QT_QPA_PLATFORM="offscreen")
    assert "PYTHONPATH" not in environment
    assert environment["LANG"] == "de_DE.UTF-8"
    assert environment["QT_QPA_PLATFORM"] == "offscreen"


@pytest.mark.parametrize(("arguments", "code"), [(["--help"], 0), ([], 2), (["fly"], 2)])
def test_a_command_it_does_not_know_gets_the_list_of_those_it_knows(arguments: list[str], code: int) -> None:
    asked = subprocess.run([sys.executable, str(DEV), *arguments], capture_output=True, text=True, env=dict(os.environ))
    assert asked.returncode == code
    assert "run " in asked.stdout + asked.stderr
    assert "Traceback" not in asked.stderr


def test_each_command_it_offers_has_its_script(dev: ModuleType) -> None:
    for script in dev.SCRIPTS.values():
        assert (ROOT / script).is_file(), script
    for command in ("run", "test", "check", "bibtex", *dev.SCRIPTS):
        assert f"\n  {command} " in dev.USAGE


def test_programs_of_tex_that_are_missing_are_named_with_the_line_that_installs_them(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev, "missing_tex", lambda: ["biber"])
    with pytest.raises(dev.Stop, match=r"lacks: biber[\s\S]*sudo apt-get install -y --no-install-recommends biber"):
        dev.need_tex(may_install=False)
    monkeypatch.setattr(dev, "missing_tex", list)
    dev.need_tex(may_install=False)


def test_what_a_command_runs_besides_is_there(dev: ModuleType) -> None:
    assert set(dev.ALSO) <= set(dev.SCRIPTS)
    for scripts in dev.ALSO.values():
        assert all((ROOT / script).is_file() for script in scripts)
