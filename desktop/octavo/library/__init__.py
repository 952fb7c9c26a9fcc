"""The reading library on disk: the only room that knows SQLAlchemy and SQLite. Import its modules by name."""
