"""How the field writes papers down: names, titles, citation keys and the files other programs read."""
