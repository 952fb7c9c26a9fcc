"""Missing metadata, asked of services by identifier or by title with evidence. Yields values, writes nothing."""
