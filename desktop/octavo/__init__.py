"""Octavo: a reading list for people who follow a daily feed of papers and later cite them."""

__version__ = "0.1.0"
