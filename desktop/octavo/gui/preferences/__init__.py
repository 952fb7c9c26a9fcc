"""The preferences window: one module a page, made from the declarations in `octavo.settings`."""
