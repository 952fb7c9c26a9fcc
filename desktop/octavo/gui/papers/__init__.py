"""The papers pane: model, delegate, view, search field and the pane around them."""
