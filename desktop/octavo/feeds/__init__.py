"""What arrives: bytes or text in, one `Batch` of `Entry` values out. Pure, and never touches the library."""
