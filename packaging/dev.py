"""Sets up this checkout and runs or tests it. Standard library only, and readable by old Pythons."""

from __future__ import annotations

import glob
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
OLDEST = (3, 11)
NEWEST_TRIED = (3, 14)

USAGE = """\
python3 packaging/dev.py [--no-system] COMMAND [ARGUMENT...]

  run       set up what is missing and open Octavo; arguments go to it (try: run --help)
  test      ruff, mypy, import rules, then all tests; with arguments only pytest, and they go to it
  check     ruff, mypy and import rules
  bibtex    the tests that run bibtex, pdflatex and biber on what Octavo exports
  bench     measure against the floors (tests/bench); arguments go to it
  faults    kill Octavo while it works, break its exports and its disk, let a random user at its window, and look for
            losses (tests/faults); arguments go to the first
  fuzz      give every reader 10,000 inputs that are wrong (tests/fuzz); arguments go to it
  matching  how many wrong works a look-up takes, how many right ones it finds; --list names them
  pictures  draw the windows into pictures/

Run as root on Debian or Ubuntu, missing system packages are installed, and the line is printed first; --no-system
forbids it.
"""

SCRIPTS = {
    "bench": "tests/bench/run.py",
    "faults": "tests/faults/kill9.py",
    "matching": "tests/lookup/matching.py",
    "fuzz": "tests/fuzz/campaign.py",
    "pictures": "packaging/screenshots.py",
}

#: What a command runs besides, when it is given no arguments.
ALSO = {
    "faults": [
        f"tests/faults/{each}.py" for each in ("export_faults", "kill_migration", "bad_disk", "random_user")
    ],
}

#: Programs that read what Octavo exports, and the Debian packages that hold them.
TEX = {"bibtex": "texlive-binaries", "pdflatex": "texlive-latex-base", "biber": "biber"}
TEX_STYLES = ["texlive-bibtex-extra", "lmodern"]

CHECKS = [
    ("ruff", ["-m", "ruff", "check", "desktop", "packaging", "tests"]),
    ("mypy", ["-m", "mypy"]),
    ("import rules", ["-c", "from importlinter.cli import lint_imports_command as main; main()", "--no-logo"]),
]

NO_DISPLAY = """\
Octavo is set up, but this machine has no display, so its window cannot open. The same library works from the command
line:

  {run} import PAGE.txt             read a saved page into the library
  {run} search attention            find papers
  {run} list create "To cite"       make a reading list
  {run} export --all --format bibtex -o papers.bib
  {run} --help                      all the rest
"""


class Stop(Exception):
    """The setup cannot go on; the sentence says why and what to do."""


def main(argv: list[str]) -> int:
    may_install = "--no-system" not in argv
    argv = [each for each in argv if each != "--no-system"]
    if not argv or argv[0] in ("-h", "--help", "help"):
        print(USAGE)
        return 0 if argv else 2
    command, rest = argv[0], argv[1:]
    if command not in ("run", "test", "check", "bibtex") and command not in SCRIPTS:
        print(f"dev.py knows no command {command!r}.\n\n{USAGE}", file=sys.stderr)
        return 2
    try:
        if sys.version_info < OLDEST:
            return subprocess.call([*newer_python(), str(Path(__file__).resolve()), *sys.argv[1:]])
        prepare(with_tests=command != "run", may_install=may_install)
        if command != "run" or opens_window(rest):
            need_qt_libraries(needed_plugin(command), may_install)
        if command == "bibtex":
            need_tex(may_install)
        return run(rest) if command == "run" else develop(command, rest)
    except Stop as stop:
        print(f"\n{stop}", file=sys.stderr)
        return 3
    except KeyboardInterrupt:
        return 130


def run(arguments: list[str]) -> int:
    """Octavo itself, in the folder the person stands in, so that file names they give mean what they think."""
    if not arguments and not has_display():
        print(NO_DISPLAY.format(run=f"python3 {sys.argv[0]} run"))
        return 0
    # -P keeps a stray sqlite3.py in that folder from being imported.
    return subprocess.call([venv_python(), "-P", "-m", "octavo", *arguments], env=environment())


def develop(command: str, arguments: list[str]) -> int:
    if command in SCRIPTS:
        steps = [(command, [SCRIPTS[command], *arguments])]
        steps += [] if arguments else [(script, [script]) for script in ALSO.get(command, [])]
    elif command == "bibtex":
        steps = [("bibtex and biber", ["-m", "pytest", "-m", "tex", *arguments])]
    elif command == "check":
        steps = CHECKS
    elif arguments:
        steps = [("pytest", ["-m", "pytest", *arguments])]
    else:
        steps = [*CHECKS, ("pytest", ["-m", "pytest", "-n", "auto"])]
    failed = []
    for name, step in steps:
        print(f"== {name}", flush=True)
        if subprocess.call([venv_python(), *step], cwd=str(ROOT), env=environment(QT_QPA_PLATFORM="offscreen")):
            failed.append(name)
    print(f"== {', '.join(failed)} failed" if failed else "== all passed")
    return 1 if failed else 0


# Python and its packages


def newer_python() -> list[str]:
    """The command of a Python Octavo can use, when the one that runs this is too old."""
    minors = range(NEWEST_TRIED[1], OLDEST[1] - 1, -1)
    candidates = [["py", f"-3.{minor}"] for minor in minors] if os.name == "nt" else []
    candidates += [[f"python3.{minor}"] for minor in minors] + [["python3"], ["python"]]
    chosen = choose_python(candidates, python_version)
    if chosen is None:
        raise Stop(
            f"Octavo needs Python {OLDEST[0]}.{OLDEST[1]} or newer; this is {sys.version.split()[0]}, and no newer one "
            "was found. Install one (Debian 12 and Ubuntu 24.04 bring it; else python.org) and use it to run this."
        )
    return chosen


def choose_python(candidates, version_of):
    """The first candidate command whose version, a pair or None, is new enough; None when there is none."""
    for candidate in candidates:
        version = version_of(candidate)
        if version is not None and version >= OLDEST:
            return candidate
    return None


def python_version(command):
    # Asked, not read off the name: a version manager's stand-in exists for Pythons that are not there.
    if shutil.which(command[0]) is None:
        return None
    asked = subprocess.run(
        [*command, "-c", "import sys; print(*sys.version_info[:2])"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    numbers = asked.stdout.split()
    return (int(numbers[0]), int(numbers[1])) if asked.returncode == 0 and len(numbers) == 2 else None


def venv_python() -> str:
    return str(VENV / "Scripts" / "python.exe" if os.name == "nt" else VENV / "bin" / "python")


def environment(**extra: str) -> dict[str, str]:
    """The person's environment without what would lead pip or Python out of the virtual environment."""
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONHOME", "PYTHONPATH", "PIP_USER")}
    return {**kept, "PIP_DISABLE_PIP_VERSION_CHECK": "1", **extra}


def works(*command: str) -> bool:
    try:
        return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0
    except OSError:
        return False


def stamp(pyproject: str, root: str) -> str:
    """What an installation depends on: it is made anew when the project's needs or the folder's place change."""
    import tomllib  # new in 3.11; an older Python reads this file, too

    told = tomllib.loads(pyproject)
    needs = [told.get("build-system"), told.get("project"), told.get("tool", {}).get("hatch"), root]
    return hashlib.sha256(json.dumps(needs, sort_keys=True).encode()).hexdigest()


def prepare(with_tests: bool, may_install: bool) -> None:
    """Make .venv hold Octavo and what it needs. A second call finds the stamp and does nothing."""
    stamp_file = VENV / "octavo-stamp"
    today = stamp((ROOT / "pyproject.toml").read_text(encoding="utf-8"), str(ROOT))
    known = stamp_file.read_text().split() if stamp_file.exists() else []
    if known[:1] == [today] and (not with_tests or "test" in known) and works(venv_python(), "-c", ""):
        return
    with_tests = with_tests or "test" in known
    packages = f"{ROOT}[test]" if with_tests else str(ROOT)
    if not works(venv_python(), "-m", "pip", "--version"):
        make_venv(may_install)
    print(f"Installing Octavo's Python packages into {VENV} (once; about 100 MB)", flush=True)
    pip = [venv_python(), "-m", "pip", "install", "--quiet", "--editable", packages]
    if subprocess.call(pip, env=environment()):
        raise Stop("The Python packages could not be installed; the lines above say why. Then run the command again.")
    point_at_checkout()
    for proof in VENV.glob("octavo-qt-*"):
        proof.unlink()
    stamp_file.write_text(f"{today} test\n" if with_tests else f"{today}\n")


def site_packages() -> list[str]:
    return glob.glob(str(VENV / "lib*" / "python3*" / "site-packages")) + glob.glob(str(VENV / "Lib" / "site-packages"))


def point_at_checkout() -> None:
    """Make the link to this checkout relative.

    pip writes the folder's whole path, and Pythons before 3.13 read it in the locale's encoding: an "ä" in it keeps
    them from starting under LC_ALL=C, and from finding Octavo on Windows.
    """
    for folder in site_packages():
        link = Path(folder) / "_octavo.pth"
        if link.exists():
            link.write_text(os.path.relpath(str(ROOT / "desktop"), folder) + "\n", encoding="ascii")


def make_venv(may_install: bool) -> None:
    if VENV.exists():
        if not (VENV / "pyvenv.cfg").exists() and any(VENV.iterdir()):
            raise Stop(f"{VENV} exists but is no virtual environment. Move it away and run the same command again.")
        shutil.rmtree(str(VENV))
    print(f"Making a virtual environment in {VENV}", flush=True)
    if shutil.which("uv") and works("uv", "venv", "--quiet", "--seed", "--python", sys.executable, str(VENV)):
        return
    # Debian and Ubuntu take ensurepip out of Python and put it into python3-venv.
    whole = works(sys.executable, "-c", "import ensurepip, venv")
    if not whole and may_install and is_root() and shutil.which("apt-get"):
        whole = apt_install(["python3-venv"])
    if whole and subprocess.call([sys.executable, "-m", "venv", str(VENV)], env=environment()) == 0:
        return
    if not venv_with_debians_pip():
        shutil.rmtree(str(VENV), ignore_errors=True)
        raise Stop(
            "This Python cannot make virtual environments. Install what is missing and run the same command again:\n\n"
            "  sudo apt-get install -y python3-venv\n\n(on other systems: your Python's venv and ensurepip modules)"
        )


def venv_with_debians_pip() -> bool:
    """Without root and without python3-venv: fetch the package that holds pip's wheel and run pip out of it."""
    if not shutil.which("apt-get") or not works(sys.executable, "-m", "venv", "--without-pip", str(VENV)):
        return False
    with tempfile.TemporaryDirectory() as folder:
        fetched = subprocess.call(["apt-get", "download", "--quiet", "python3-pip-whl"], cwd=folder) == 0
        for package in glob.glob(os.path.join(folder, "*.deb")):
            fetched = fetched and works("dpkg-deb", "--extract", package, folder)
        wheels = glob.glob(os.path.join(folder, "usr/share/python-wheels/pip-*.whl"))
        if not fetched or not wheels:
            return False
        wheel = wheels[0]
        return subprocess.call([venv_python(), f"{wheel}/pip", "install", "--quiet", "--no-index", wheel]) == 0


# What Qt needs of the system


def has_display() -> bool:
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def opens_window(arguments: list[str]) -> bool:
    """Alone or with a file, Octavo opens its window; every other argument is for the command line, which has no Qt."""
    if arguments and arguments[0].startswith("--library"):
        arguments = arguments[1 if "=" in arguments[0] else 2 :]
    return has_display() and (not arguments or os.path.exists(arguments[0]))


def needed_plugin(command: str) -> str:
    """The Qt platform plugin this command will load."""
    if command != "run":
        return "offscreen"
    asked_for = os.environ.get("QT_QPA_PLATFORM", "").split(":")[0].split(";")[0]
    return asked_for or ("wayland" if os.environ.get("WAYLAND_DISPLAY") else "xcb")


def need_qt_libraries(plugin: str, may_install: bool) -> None:
    """On Linux, see that Qt's modules and `plugin` find every library; install those missing or say how."""
    proof = VENV / f"octavo-qt-{plugin}"
    if not sys.platform.startswith("linux") or not shutil.which("ldd") or proof.exists():
        return
    missing = missing_libraries(plugin)
    packages = sorted({package_of(soname) for soname in missing})
    if missing and shutil.which("apt-get"):
        if may_install and is_root():
            if not apt_install(packages):
                raise Stop("The system packages could not be installed; the lines above say why.")
            missing = missing_libraries(plugin)
        else:
            raise Stop(
                "Qt needs system libraries that this machine lacks. Install them and run the same command again:\n\n"
                f"  sudo apt-get install -y --no-install-recommends {' '.join(packages)}"
            )
    if missing:
        raise Stop(
            f"Qt needs system libraries that this machine lacks: {', '.join(sorted(missing))}. Install the packages "
            "that hold them with your system's package manager and run the same command again."
        )
    proof.touch()


def need_tex(may_install: bool) -> None:
    """The programs that the tests marked "tex" run; install those missing or say how."""
    missing = missing_tex()
    if not missing:
        return
    packages = sorted({TEX[program] for program in missing})
    if may_install and is_root() and shutil.which("apt-get"):
        if not apt_install([*packages, *TEX_STYLES]) or missing_tex():
            raise Stop("TeX and biber could not be installed; the lines above say why.")
        return
    raise Stop(
        f"These tests run programs that this machine lacks: {', '.join(missing)}. Install them and run the same "
        f"command again:\n\n  sudo apt-get install -y --no-install-recommends {' '.join([*packages, *TEX_STYLES])}\n\n"
        "(on other systems: TeX Live or MiKTeX with biber)"
    )


def missing_tex() -> list[str]:
    return [program for program in TEX if shutil.which(program) is None]


def missing_libraries(plugin: str) -> set[str]:
    qt = [os.path.join(folder, "PySide6") for folder in site_packages()]
    files = [f"{folder}/{name}.abi3.so" for folder in qt for name in ("QtWidgets", "QtNetwork", "QtSvg")]
    files += [each for folder in qt for each in glob.glob(f"{folder}/Qt/plugins/platforms/libq{plugin}*.so")]
    listed = [subprocess.run(["ldd", each], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) for each in files]
    return {soname for each in listed for soname in not_found(each.stdout.decode(errors="replace"))}


def not_found(ldd_output: str) -> set[str]:
    return set(re.findall(r"^\s*(\S+) => not found", ldd_output, re.MULTILINE))


def package_of(soname: str) -> str:
    """The Debian package of a library: its name and version run together, as Debian's policy rules, save for a few."""
    odd = {"libglib-2.0.so.0": "libglib2.0-0", "libgthread-2.0.so.0": "libglib2.0-0", "libz.so.1": "zlib1g"}
    name, _, version = soname.partition(".so.")
    between = "-" if name[-1:].isdigit() else ""
    return odd.get(soname, f"{name}{between}{version}".lower().replace("_", "-"))


def is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def apt_install(packages: list[str]) -> bool:
    line = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]
    quiet = environment(DEBIAN_FRONTEND="noninteractive")
    for attempt in (1, 2):
        print("+ " + " ".join(line), flush=True)
        if subprocess.call(line, env=quiet) == 0:
            return True
        if attempt == 1:
            # Lists that are missing or out of date are the usual reason.
            print("+ apt-get update", flush=True)
            subprocess.call(["apt-get", "update"], env=quiet)
    return False


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
