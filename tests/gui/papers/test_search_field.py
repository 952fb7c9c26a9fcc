"""SearchField: tokens, suggestions, and when it says that the query changed."""

from __future__ import annotations

import warnings

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from octavo.gui.papers.model import PAPERS_MIME
from octavo.gui.papers.search_field import SearchField
from octavo.gui.papers.suggestions import Vocabulary, suggest
from octavo.records import ReadingList, Tag

TAGS = [Tag(1, "efficiency", "green", 58), Tag(2, "effective context", "teal", 6), Tag(3, "vision", "pink", 9)]
LISTS = [ReadingList(1, "Reading group", 4)]


@pytest.fixture
def host(qtbot):
    host = QWidget()
    host.resize(440, 500)
    qtbot.addWidget(host)
    return host


@pytest.fixture
def field(qtbot, theme, host):
    column = QVBoxLayout(host)
    field = SearchField(theme)
    column.addWidget(field)
    column.addStretch(1)
    field.set_vocabulary(TAGS, LISTS, ["Daily papers"])
    with qtbot.waitExposed(host):
        host.show()
    field.setFocus()
    return field


def heard(field):
    got = []
    field.changed.connect(got.append)
    return got


def type_in(field, words):
    QTest.keyClicks(field.line, words)


def press(field, key):
    QTest.keyClick(field.line, key)


def test_a_person_types_into_a_real_line_edit(field):
    assert isinstance(field.focusProxy(), QLineEdit)
    assert field.line.accessibleName() == "Search"


def test_typing_is_told_once_it_pauses(field, qtbot):
    told = heard(field)
    with qtbot.waitSignal(field.changed):
        type_in(field, "curve")
        assert told == []
    assert told == ["curve"]


def test_space_makes_a_token_of_a_filter_and_says_so_at_once(field):
    told = heard(field)
    type_in(field, "is:unread ")
    assert field.tokens == ("is:unread",)
    assert field.line.text() == ""
    assert told == ["is:unread"]


def test_words_after_tokens_are_part_of_the_query(field, qtbot):
    told = heard(field)
    with qtbot.waitSignal(field.changed, check_params_cb=lambda words: words.endswith("curve")):
        type_in(field, "tag:vision curve")
    assert field.text() == "tag:vision curve"
    assert told[-1] == "tag:vision curve"


def test_enter_makes_the_last_filter_a_token_and_leaves_for_the_list(field, qtbot):
    type_in(field, "year:2022..2024")
    with qtbot.waitSignal(field.left):
        press(field, Qt.Key.Key_Return)
    assert field.tokens == ("year:2022..2024",)


@pytest.mark.parametrize("words", ["is:nonsense ", "year:soon ", "https://x.example ", "tag: "])
def test_what_is_no_filter_stays_plain_text(field, words):
    type_in(field, words)
    assert field.tokens == ()
    assert field.line.text() == words


def test_a_quoted_name_is_one_token_with_its_blank(field):
    type_in(field, 'list:"Reading group" ')
    assert field.tokens == ('list:"Reading group"',)


def test_backspace_selects_the_last_token_then_deletes_it(field):
    field.set_text("is:unread tag:vision")
    told = heard(field)
    press(field, Qt.Key.Key_Backspace)
    assert field.tokens == ("is:unread", "tag:vision")
    press(field, Qt.Key.Key_Backspace)
    assert field.tokens == ("is:unread",)
    assert told == ["is:unread"]


def test_arrows_walk_through_tokens(field):
    field.set_text("is:unread tag:vision")
    press(field, Qt.Key.Key_Left)
    press(field, Qt.Key.Key_Left)
    press(field, Qt.Key.Key_Delete)
    assert field.tokens == ("tag:vision",)


def test_escape_closes_offers_then_empties_then_leaves(field, qtbot):
    told, left = heard(field), []
    field.left.connect(lambda: left.append(True))
    type_in(field, "tag:eff")
    assert field.suggestions
    press(field, Qt.Key.Key_Escape)
    assert field.suggestions == []
    assert field.text() == "tag:eff"
    press(field, Qt.Key.Key_Escape)
    assert field.text() == ""
    assert left == []
    press(field, Qt.Key.Key_Escape)
    assert left == [True]
    assert told == []


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Left])
def test_a_key_the_field_uses_is_not_a_command_of_the_window(field, host, key):
    ran = []
    action = QAction(host)
    action.setShortcut(QKeySequence(key))
    action.triggered.connect(lambda: ran.append(True))
    host.addAction(action)
    type_in(field, "curve")
    press(field, key)
    assert ran == []


def test_tab_takes_the_first_offer(field):
    told = heard(field)
    type_in(field, "tag:eff")
    assert field.suggestions[:2] == ["tag:efficiency", 'tag:"effective context"']
    press(field, Qt.Key.Key_Tab)
    assert field.tokens == ("tag:efficiency",)
    assert told == ["tag:efficiency"]


def test_down_chooses_the_next_offer(field):
    type_in(field, "tag:eff")
    press(field, Qt.Key.Key_Down)
    press(field, Qt.Key.Key_Tab)
    assert field.tokens == ('tag:"effective context"',)


def test_an_offer_keeps_the_words_before_it(field):
    type_in(field, "curve vis")
    press(field, Qt.Key.Key_Tab)
    assert field.text() == "tag:vision curve"


def test_the_name_of_a_filter_is_completed_too_and_its_values_offered_at_once(field):
    type_in(field, "-ta")
    assert field.suggestions == ["-tag:"]
    press(field, Qt.Key.Key_Tab)
    assert field.line.text() == "-tag:"
    assert field.suggestions[0] == "-tag:efficiency"


def test_words_after_many_filters_can_be_seen_and_so_can_the_filter_that_is_selected(field):
    for token in ("tag:efficiency", 'feed:"Daily papers"', "is:unread", "year:>2023"):
        field.toggle_token(token)
    clear = field.width() - 36
    assert field.line.x() + 60 <= clear
    assert field.line.geometry().right() <= clear
    for _ in range(4):
        press(field, Qt.Key.Key_Left)
        area = field._token_areas()[field._picked]
        assert area.left() >= 32
        assert area.right() <= clear
    assert field._picked == 0


def test_papers_and_files_carried_across_the_field_are_no_words(field, host):
    def takes(data):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            entering = QDragEnterEvent(
                QPoint(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
            )
        field.line.dragEnterEvent(entering)
        return entering.isAccepted()

    words, papers, files = QMimeData(), QMimeData(), QMimeData()
    for data in (words, papers, files):
        data.setText("carried")
    papers.setData(PAPERS_MIME, b"4,17")
    files.setUrls([QUrl("https://example.org/page")])
    assert [takes(data) for data in (words, papers, files)] == [True, False, False]


def test_the_clear_button_empties_the_field_at_once(field):
    field.set_text("is:unread curve")
    told = heard(field)
    field._clear.click()
    assert field.text() == ""
    assert told == [""]


def test_putting_a_query_in_says_nothing(field):
    told = heard(field)
    field.set_text('curve tag:vision "early loss"')
    assert told == []
    assert field.tokens == ("tag:vision",)
    assert field.line.text() == 'curve "early loss"'


def test_a_filter_from_the_menu_is_added_and_taken_away(field):
    field.toggle_token("is:starred")
    assert field.text() == "is:starred"
    field.toggle_token("is:starred")
    assert field.text() == ""


def test_one_letter_offers_nothing_and_two_offer_names():
    vocabulary = Vocabulary(TAGS, LISTS, ("Daily papers",))
    assert suggest("e", vocabulary) == []
    tokens = [offer.token for offer in suggest("re", vocabulary)]
    assert 'list:"Reading group"' in tokens
    assert "is:read" in tokens


def test_offers_carry_the_colour_and_count_of_a_tag():
    offer = suggest("tag:vi", Vocabulary(TAGS))[0]
    assert (offer.token, offer.hue, offer.detail, offer.typed) == ("tag:vision", "pink", "9", 2)


def test_a_minus_is_kept_in_what_is_offered():
    assert suggest("-tag:vi", Vocabulary(TAGS))[0].token == "-tag:vision"


def test_bare_names_can_be_offered_too():
    assert suggest("tag:eff", Vocabulary(["efficiency"]))[0].token == "tag:efficiency"


def test_a_screen_reader_hears_offers_and_the_filters_that_the_arrows_walk_through(field, qtbot, aloud):
    type_in(field, "tag:e")
    qtbot.waitUntil(lambda: bool(aloud))
    assert aloud[-1].endswith("suggestions. tag:efficiency, 58. Tab takes it")
    press(field, Qt.Key.Key_Down)
    assert aloud[-1].startswith('tag:"effective context"')
    press(field, Qt.Key.Key_Tab)
    press(field, Qt.Key.Key_Left)
    assert aloud[-1] == 'Filter tag:"effective context" selected'
