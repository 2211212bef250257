"""The truth on disk: SQLite, transactions, migrations."""
