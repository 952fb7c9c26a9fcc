"""The painted controls of the window: buttons, fields, chips, keys, floating surfaces, scroll bars, progress."""
