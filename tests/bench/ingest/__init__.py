"""How fast, how exactly and in how much memory papers come in, on recorded responses and files."""
