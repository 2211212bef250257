"""A damaged library: what can be read of it without SQLite, made a library again."""
