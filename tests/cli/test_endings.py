"""How commands end: one sentence, the right exit code, nothing half done, and never a traceback."""

from __future__ import annotations

import os
import platform
import select
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO

import pytest
from command_line import Octavo

from octavo.__main__ import has_display, wants_window
from octavo.cli import main
from octavo.cli.arguments import verbs
from octavo.feeds.decoding import MAX_BYTES
from octavo.library.library import Library


def run(*words: str, out: IO[str] | int = subprocess.PIPE, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "octavo", *words],
        stdout=out,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **environment},
    )


@pytest.mark.parametrize(
    "words",
    [
        ["frobnicate"],
        ["star"],
        ["state", "1", "sideways"],
        ["list"],
        ["tag", "add", "name-only"],
        ["export"],
        ["export", "--all", "--starred"],
        ["search", "--limit", "0"],
        ["import"],
        ["import", "--day", "tomorrow", "x.txt"],
        ["trash", "restore"],
    ],
    ids=" ".join,
)
def test_wrong_usage_ends_with_2_and_says_what_is_meant(octavo: Octavo, words: list[str]) -> None:
    answer = octavo.try_to(*words)
    assert answer.code == 2
    assert answer.err.strip() and "Traceback" not in answer.err
    assert not octavo.library.exists()


@pytest.mark.parametrize("verb", sorted(verbs()))
def test_every_verb_explains_itself(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([verb, "--help"]) == 0
    assert capsys.readouterr().out.startswith("usage: octavo " + verb)


def test_help_and_a_mistyped_verb_are_answered_with_every_verb(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    helped = capsys.readouterr().out
    assert {line.split()[0] for line in helped.splitlines() if line.startswith("    ") and line[4] != " "} == verbs()
    assert main(["--library", "star", "serach", "star"]) == 2
    told = capsys.readouterr().err
    assert all(f"'{verb}'" in told for verb in verbs())


def test_options_are_understood_before_the_verb_in_every_spelling(filled: Octavo) -> None:
    file = str(filled.library)
    for words in (["--library", file], [f"--library={file}"], ["--lib", file], ["--json", "--library", file]):
        assert main([*words, "search", "--ids"]) == 0, words


def test_a_paper_that_is_not_there_stops_the_whole_command(filled: Octavo, number_of: Callable[[str], str]) -> None:
    answer = filled.try_to("star", number_of("Anchor"), "nobody2024")
    assert answer.code == 1
    assert answer.err.startswith("There is no paper “nobody2024” in this library.")
    assert filled.json("search", "is:starred") == []


def test_a_list_that_is_not_there_is_answered_with_those_that_are(filled: Octavo) -> None:
    filled.do("list", "create", "Thesis")
    answer = filled.try_to("list", "add", "Thesus", "1")
    assert (answer.code, answer.err) == (1, "There is no reading list “Thesus”. Reading lists: Thesis.\n")


def test_nonsense_adds_nothing_and_says_so(octavo: Octavo) -> None:
    answer = octavo.try_to("import", "-", "--json", given=b"lorem ipsum")
    assert answer.code == 1
    assert answer.value["new"] == 0
    assert answer.err.startswith("standard input: No papers found in this text.")


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02" * 50, b"%PDF-1.7"])
def test_empty_and_binary_input_get_a_sentence(octavo: Octavo, data: bytes) -> None:
    answer = octavo.try_to("import", "-", given=data)
    assert answer.code == 1
    assert answer.err.count("\n") == 1


def test_a_file_over_the_limit_is_not_even_read(octavo: Octavo) -> None:
    large = octavo.folder / "large.txt"
    with large.open("wb") as stream:
        stream.truncate(MAX_BYTES + 1)
    answer = octavo.try_to("import", str(large))
    assert answer.code == 3
    assert "Octavo reads at most 50 MB at a time." in answer.err


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs permissions that bind this user")
def test_a_file_that_may_not_be_read_gets_a_sentence(octavo: Octavo) -> None:
    page = octavo.page()
    page.chmod(0)
    answer = octavo.try_to("import", str(page))
    assert answer.code == 3 and "cannot be read" in answer.err


def test_folders_in_the_place_of_files_get_a_sentence(octavo: Octavo) -> None:
    answer = octavo.try_to("import", str(octavo.folder))
    assert (answer.code, answer.err) == (3, f"{octavo.folder} is a folder. Name the files in it.\n")
    octavo.library = octavo.folder
    assert octavo.try_to("search").code == 3
    assert octavo.try_to("import", str(octavo.page())).code == 3


def test_a_library_in_a_folder_that_is_not_there_is_not_made(octavo: Octavo) -> None:
    octavo.library = octavo.folder / "nowhere" / "library.octavo"
    answer = octavo.try_to("import", str(octavo.page()))
    assert answer.code == 3
    assert answer.err.startswith(f"The folder {octavo.folder / 'nowhere'} does not exist.")


def test_looking_into_a_library_that_is_not_there_does_not_make_one(octavo: Octavo) -> None:
    answer = octavo.try_to("search", "anything")
    assert answer.code == 3 and answer.err.startswith(f"There is no library at {octavo.library} yet.")
    assert not octavo.library.exists()


def test_a_file_that_is_no_library_is_left_as_it_is(octavo: Octavo) -> None:
    octavo.library.write_bytes(b"This is a letter to Ada and no library at all. " * 50)
    before = octavo.library.read_bytes()
    for words in (["search"], ["import", str(octavo.page())], ["doctor"]):
        answer = octavo.try_to(*words)
        assert answer.code == 3 and "Traceback" not in answer.err and answer.err.count("\n") == 1
    assert octavo.library.read_bytes() == before


def test_a_library_open_in_the_window_can_be_read_and_not_written(
    filled: Octavo, number_of: Callable[[str], str]
) -> None:
    with Library.open(filled.library):
        answer = filled.try_to("star", number_of("Anchor"))
        assert (answer.code, answer.err) == (3, "This library is open in another Octavo window.\n")
        assert len(filled.json("search")) == 6


def test_an_export_that_cannot_be_written_leaves_no_file(filled: Octavo) -> None:
    answer = filled.try_to("export", "--all", "-o", str(filled.folder / "nowhere" / "x.bib"))
    assert answer.code == 3 and "does not exist" in answer.err
    assert filled.try_to("export", "--all", "-o", str(filled.folder)).code == 3


def test_records_that_are_not_json_get_a_sentence(octavo: Octavo) -> None:
    file = octavo.folder / "records.json"
    file.write_text("{nothing", encoding="utf-8")
    answer = octavo.try_to("export", "--from-csl", str(file))
    assert answer.code == 1 and "is not JSON" in answer.err and answer.err.count("\n") == 1


def test_with_json_the_answer_is_json_and_the_message_is_elsewhere(filled: Octavo) -> None:
    answer = filled.try_to("--json", "show", "nobody2024")
    assert answer.out == "" and answer.code == 1


def test_text_from_outside_cannot_steer_the_terminal(octavo: Octavo) -> None:
    file = octavo.folder / "feed.json"
    file.write_text(
        '{"format": "octavo-feed", "papers": [{"title": "Red \\u001b[31m Paint \\u0007 and \\u009b31m Walls"}]}'
    )
    octavo.do("import", str(file))
    (paper,) = octavo.json("search")
    octavo.do("note", str(paper["id"]), "--text", "ring \x07 and \x1b]0;title\x07")
    for words in (["search"], ["show", str(paper["id"])], ["note", str(paper["id"])]):
        assert not set(octavo.do(*words).out) & set("\x07\x1b\x9b")


def test_a_reader_that_has_read_enough_ends_the_command_quietly(filled: Octavo) -> None:
    command = [sys.executable, "-m", "octavo", "--library", str(filled.library), "search", "--json"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)
    assert process.stdout and process.stderr
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == 0


@pytest.mark.skipif(os.name == "nt", reason="signals of this kind are not sent there")
def test_control_c_ends_with_130_and_keeps_the_library_as_it_was(octavo: Octavo) -> None:
    command = [sys.executable, "-m", "octavo", "--library", str(octavo.library), "import", "-"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)
    assert process.stdin and process.stderr
    # The library file appears when the command is about to wait for its input.
    deadline = time.monotonic() + 60
    while not octavo.library.exists() and time.monotonic() < deadline:
        select.select([], [], [], 0.05)
    process.send_signal(signal.SIGINT)
    told = process.stderr.read().decode()
    process.stdin.close()
    process.stderr.close()
    assert process.wait() == 130
    assert told == "Interrupted. What was not finished was not kept.\n"
    assert octavo.json("search") == []


def test_the_command_line_loads_no_qt_and_looking_loads_no_sqlalchemy(filled: Octavo) -> None:
    code = (
        "import sys\nfrom octavo.__main__ import main\n"
        f"for words in ([], ['--json']):\n    main(['--library', {str(filled.library)!r}, 'search', *words])\n"
        f"main(['--library', {str(filled.library)!r}, 'history'])\n"
        "heavy = {name.split('.')[0] for name in sys.modules} & {'PySide6', 'shiboken6', 'sqlalchemy', 'selectolax'}\n"
        f"main(['--library', {str(filled.library)!r}, 'doctor'])\n"
        "qt = {name.split('.')[0] for name in sys.modules} & {'PySide6', 'shiboken6'}\n"
        "sys.exit(f'{heavy} {qt}' if heavy | qt else 0)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert ran.returncode == 0, ran.stderr


def test_without_a_display_the_window_is_explained_and_the_command_line_shown() -> None:
    ran = run(DISPLAY="", WAYLAND_DISPLAY="", QT_QPA_PLATFORM="")
    assert ran.returncode == 3
    assert ran.stderr.startswith("There is no display here, so Octavo cannot open its window.")
    assert "usage: octavo" in ran.stderr and ran.stdout == ""


def test_output_is_utf_8_whatever_the_surroundings_say(filled: Octavo, number_of: Callable[[str], str]) -> None:
    filled.do("note", number_of("Anchor"), "--text", "Łódź 北京 🪢")
    ran = run("--library", str(filled.library), "note", number_of("Anchor"), PYTHONIOENCODING="ascii", LC_ALL="C")
    assert ran.stdout == "Łódź 北京 🪢\n"


def test_no_words_or_one_file_open_the_window_and_everything_else_is_a_command(tmp_path: Path) -> None:
    page = tmp_path / "page"
    page.touch()
    library = ["--library", str(tmp_path / "x.octavo")]
    for words in ([], [str(page)], ["page.html"], library, [*library, str(page)], [f"--library={page}"]):
        assert wants_window(words), words
    for words in (
        ["search"],
        ["doctor"],
        ["import", str(page)],
        ["--version"],
        ["--help"],
        ["serach"],
        [*library, "undo"],
    ):
        assert not wants_window(words), words


def test_a_display_is_a_named_one_on_linux_and_taken_for_granted_elsewhere() -> None:
    assert not has_display({}, "linux")
    assert not has_display({"DISPLAY": ""}, "linux")
    assert has_display({"WAYLAND_DISPLAY": "wayland-0"}, "linux")
    assert has_display({}, "darwin") and has_display({}, "win32")


def test_a_fault_of_our_own_is_one_sentence_too(filled: Octavo, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> str:
        raise RuntimeError("the system does not know itself")

    monkeypatch.setattr(platform, "platform", broken)
    answer = filled.try_to("doctor")
    assert answer.code == 3
    assert answer.err.startswith("This is a fault in Octavo (RuntimeError: the system does not know itself).")
    assert "Traceback" not in answer.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_under_the_answer_is_one_sentence(filled: Octavo) -> None:
    with open("/dev/full", "w") as full:
        ran = run("--library", str(filled.library), "search", out=full)
    assert (ran.returncode, ran.stderr) == (3, "No space left on device.\n")


@pytest.mark.skipif(os.name == "nt", reason="needs a shell that can close a stream")
def test_a_command_without_standard_output_still_does_its_work(filled: Octavo, number_of: Callable[[str], str]) -> None:
    command = shlex.join(
        [sys.executable, "-m", "octavo", "--library", str(filled.library), "star", number_of("Anchor")]
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    assert subprocess.run(["sh", "-c", f"{command} >&- 2>&-"], env=environment).returncode == 0
    assert len(filled.json("search", "is:starred")) == 1
