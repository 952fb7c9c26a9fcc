"""Sheets, popovers and the command palette: child widgets that are given values and emit what the person chose."""
