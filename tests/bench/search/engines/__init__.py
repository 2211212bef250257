"""papertui's index and those it is compared to, behind one door."""

import importlib
from pathlib import Path

from tests.bench.search.engines.engine import Engine

_PLACES = {
    "papertui": ("own", "Own"),
    "whoosh": ("stock", "StockWhoosh"),
    "fts5": ("fts5", "Fts5"),
    "tantivy": ("tantivy_engine", "Tantivy"),
}

PEERS = tuple(name for name in _PLACES if name != "papertui")


def engine(name: str, folder: Path) -> Engine:
    """The engine of a name, its index in a folder of its own below ``folder``.

    Only what this engine needs is loaded. Raises ImportError when that isn't installed.
    """
    module, attribute = _PLACES[name]
    made: Engine = getattr(importlib.import_module(f"{__name__}.{module}"), attribute)(
        folder / name
    )
    return made
