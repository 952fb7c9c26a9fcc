"""What has the keyboard, and where Tab goes inside a window or a floating surface: round, never out of it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget
from shiboken6 import isValid


def holds(pane: QWidget, widget: QWidget | None) -> bool:
    """Is `widget` the pane itself or something in it? Nothing is in a pane that was taken down already."""
    return widget is not None and isValid(pane) and (pane is widget or pane.isAncestorOf(widget))


def next_in(surface: QWidget, current: QWidget | None, *, forward: bool, as_read: bool = False) -> QWidget | None:
    """The widget of `surface` that Tab reaches from `current`; None when nothing in it takes the focus.

    `as_read` goes from top to bottom and from the leading edge on, whatever was made first.
    """
    chain = _stops(surface, as_read)
    if not chain:
        return None
    if current is not None and _left_to_arrows(current):
        current = _chosen_beside(current)
    if current not in chain:
        return chain[0] if forward else chain[-1]
    return chain[(chain.index(current) + (1 if forward else -1)) % len(chain)]


def _stops(surface: QWidget, as_read: bool) -> list[QWidget]:
    """The stops in the order in which they were put in, or are read.

    Not by `nextInFocusChain`: PySide makes each answer the Python parent of the widget asked, and a ring of such
    parents is collected with parts of widgets that are still shown.
    """
    stops: list[QWidget] = []
    # Not by `children`, which makes Python objects of layouts, actions and animations too, types and all.
    own = surface.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    shown = [child for child in own if not child.isHidden()]
    for child in _read(shown, surface) if as_read else shown:
        if child.isWindow():
            continue
        wants_tab = bool(child.focusPolicy() & Qt.FocusPolicy.TabFocus) and not _left_to_arrows(child)
        wants_tab = wants_tab or _is_chosen_of_a_set(child)
        if wants_tab and child.focusProxy() is None and child.isEnabled():
            stops.append(child)
        stops += _stops(child, as_read)
    return stops


def _left_to_arrows(widget: QWidget) -> bool:
    """Tab goes to the chosen one of a set that excludes each other; arrows go to the rest."""
    chosen = _chosen_beside(widget)
    return chosen is not None and chosen is not widget


def _is_chosen_of_a_set(widget: QWidget) -> bool:
    # Qt hands its mark for Tab on when a person chooses, not when the program does.
    return widget.focusPolicy() != Qt.FocusPolicy.NoFocus and _chosen_beside(widget) is widget


def _chosen_beside(widget: QWidget) -> QAbstractButton | None:
    """The chosen one of the set that `widget` belongs to, None where it belongs to none."""
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    return group.checkedButton() if group is not None and group.exclusive() else None


def _read(widgets: list[QWidget], within: QWidget) -> list[QWidget]:
    """Widgets line by line; a line holds what begins above the middle of its first widget."""
    rtl = within.layoutDirection() == Qt.LayoutDirection.RightToLeft
    lines: list[list[QWidget]] = []
    for each in sorted(widgets, key=lambda widget: widget.geometry().center().y()):
        if lines and each.y() <= lines[-1][0].geometry().center().y():
            lines[-1].append(each)
        else:
            lines.append([each])

    def start(widget: QWidget) -> int:
        return -widget.geometry().right() if rtl else widget.x()

    return [each for line in lines for each in sorted(line, key=start)]
