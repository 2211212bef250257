"""Hugging Face Papers: rows of its API, one paper's details, the data inside a saved page."""
