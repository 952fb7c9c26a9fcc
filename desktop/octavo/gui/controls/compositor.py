"""Does the screen mix what is half transparent with what lies below? A soft shadow in a window of its own needs it."""

from __future__ import annotations

import ctypes

from PySide6.QtGui import QGuiApplication


def screen_blends() -> bool:
    """Everywhere but on an X server without a compositor, which puts what is half transparent on white."""
    found = QGuiApplication.instance()
    if not isinstance(found, QGuiApplication) or found.platformName() != "xcb":
        return True
    # Elsewhere Qt has no such class.
    from PySide6.QtGui import QNativeInterface

    x11 = found.nativeInterface()
    display = x11.display() if isinstance(x11, QNativeInterface.QX11Application) else 0
    try:
        library = ctypes.CDLL("libX11.so.6")
    except OSError:
        return True
    if not display:
        return True
    # Qt knows the answer and does not tell it: a compositor owns the selection of this name.
    atom, owner = library.XInternAtom, library.XGetSelectionOwner
    atom.restype = owner.restype = ctypes.c_ulong
    atom.argtypes, owner.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int], [ctypes.c_void_p, ctypes.c_ulong]
    return bool(owner(display, atom(display, b"_NET_WM_CM_S0", 0)))
