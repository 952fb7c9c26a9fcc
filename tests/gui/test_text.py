"""Words from outside cannot load, run or freeze anything."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from octavo.gui.text import SHOWN, PlainLabel, may_open, open_file, plain, plain_tip


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", "file:///etc/passwd", "smb://host/share", "data:text/html,x", "//host/x", "\\\\host\\x",
        "vbscript:x", "http:", "https://", "ftp://example.org/", " http://example.org", "http://exa mple.org",
        "http://example.org/\u202egpj", "HTTP", "mailto:", "",
    ],
)  # fmt: skip
def test_an_address_that_could_do_harm_is_not_opened(address: str) -> None:
    assert not may_open(address)


@pytest.mark.parametrize("address", ["https://arxiv.org/abs/2403.09611", "http://example.org", "mailto:a@example.org"])
def test_an_ordinary_address_may_be_opened(address: str) -> None:
    assert may_open(address)


def test_a_label_shows_markup_as_the_letters_it_is(qtbot: QtBot) -> None:
    label = PlainLabel("<b>bold</b> <img src=/dev/zero>")
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.text() == "<b>bold</b> <img src=/dev/zero>"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_only_a_pdf_that_is_there_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()) or True)
    for name in ("paper.pdf", "run.sh", "paper.pdf.exe", "page.html"):
        (tmp_path / name).write_bytes(b"%PDF-1.4")
    (tmp_path / "folder.pdf").mkdir()
    (tmp_path / "link.pdf").symlink_to(tmp_path / "run.sh")
    for name in ("run.sh", "paper.pdf.exe", "page.html", "folder.pdf", "link.pdf", "gone.pdf"):
        assert not open_file(tmp_path / name)
    assert open_file(tmp_path / "paper.pdf")
    assert opened == [str(tmp_path / "paper.pdf")]


def test_a_label_opens_no_file(qtbot: QtBot, tmp_path: Path) -> None:
    # A pipe without a writer would hold the window for ever.
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    label = PlainLabel(f"<b>x</b><img src={pipe}>")
    qtbot.addWidget(label)
    label.show()
    assert label.sizeHint().isValid()


def test_words_are_cut_broken_and_cleaned() -> None:
    assert plain("a\u202eb\u0000c\u200bd") == "abcd"
    assert len(plain("x" * 3 * SHOWN)) < 2 * SHOWN
    assert plain("y" * 1000).count("\u200b") == 4
    assert plain("e" + "\u0301" * 50) == "e" + "\u0301" * 4


def test_cleaning_twice_changes_nothing_more() -> None:
    once = plain("z" * 700 + "\u202e" + " e" + "\u0301" * 9)
    assert plain(once).replace("\u200b", "") == once.replace("\u200b", "")


def test_a_tip_shows_markup_as_letters() -> None:
    assert plain_tip("<img src=x>") == "<span>&lt;img src=x&gt;</span>"
    assert plain_tip("") == ""
