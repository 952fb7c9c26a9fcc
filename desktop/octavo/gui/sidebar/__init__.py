"""The sidebar: places of the library, their counts, and what can be dropped on them."""
