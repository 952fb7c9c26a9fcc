"""The reading pane: one paper, its notes and its citation; several papers; or none."""
