"""The one door through which the reader and the command line go.

It puts the rooms together (papers from sources into storage, from storage into the index, from the
index onto the screen) and holds no logic of its own. What the first frame of the reader does not
need is loaded when it is first asked for.
"""

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING

from tui.library.drafting import KnownPaper, NoteKept, NoteOpened, PaperGoneError
from tui.library.enrich_report import EnrichFinding, EnrichMiss, EnrichReport
from tui.library.enriching import ToEnrich
from tui.library.following import Elsewhere
from tui.library.import_report import ImportReport
from tui.library.indexing import CatchUp
from tui.library.keeping import BackupReport, backups_of
from tui.library.library import Library
from tui.library.saved import SavedCount, WatchedNews
from tui.library.searching import Results, WayOut
from tui.library.sync_lock import SyncRunningError
from tui.library.sync_report import SourceReport, SyncProgress, SyncReport, SyncState
from tui.library.triaging import LONGEST_NOTE
from tui.storage.day_store import DayProgress
from tui.storage.history import Step, Undone
from tui.storage.search_store import SavedSearch
from tui.storage.triage_store import Mark, TriageCounts

if TYPE_CHECKING:
    from tui.export import FORMATS as EXPORT_FORMATS
    from tui.export import Format as ExportFormat
    from tui.export.snippet import SNIPPETS
    from tui.search.language import parse
    from tui.search.language.editing import date_of as day_of
    from tui.search.language.editing import with_date as with_day
    from tui.search.language.editing import with_similar as similar_query
    from tui.search.language.editing import with_sort
    from tui.search.language.query import Problem, Query
    from tui.search.language.ticks import Tick
    from tui.search.language.ticks import clear as without_ticks
    from tui.search.language.ticks import exclude as excluded
    from tui.search.language.ticks import ticked as ticked_values
    from tui.search.language.ticks import toggle as toggled
    from tui.search.results import FacetCount, Facets, IndexStatus, Verification
    from tui.sources.detect import FORMATS as IMPORT_FORMATS
    from tui.sources.detect import FileFormat
    from tui.storage.backups.backup_folder import Backup
    from tui.storage.backups.restoring import RestoreReport

__all__ = [
    "EXPORT_FORMATS", "IMPORT_FORMATS", "LONGEST_NOTE", "SNIPPETS", "SORT_WORDS", "Backup",
    "BackupReport", "CatchUp", "DayProgress", "Elsewhere", "EnrichFinding", "EnrichMiss",
    "EnrichReport", "ExportFormat", "FacetCount", "Facets", "FileFormat", "ImportReport",
    "IndexStatus", "KnownPaper", "Library", "Mark", "NoteKept", "NoteOpened", "PaperGoneError",
    "Problem", "Query", "RestoreReport", "Results", "SavedCount", "SavedSearch", "SourceReport",
    "Step", "SyncProgress", "SyncReport", "SyncRunningError", "SyncState", "Tick", "ToEnrich",
    "TriageCounts", "Undone", "Verification", "WatchedNews", "WayOut", "backups_of",
    "day_of", "excluded", "parse", "similar_query", "ticked_values", "toggled", "with_day",
    "with_sort", "without_ticks",
]  # fmt: skip

SORT_WORDS: Mapping[str, str] = {
    "relevance": "relevance",
    "newest": "newest first",
    "upvotes": "upvotes",
    "stars": "stars of the code",
    "title": "title",
    "for-you": "for you: like your bookmarks",
}

_LOADED_WHEN_ASKED_FOR = {
    "Backup": ("tui.storage.backups.backup_folder", "Backup"),
    "RestoreReport": ("tui.storage.backups.restoring", "RestoreReport"),
    "EXPORT_FORMATS": ("tui.export", "FORMATS"),
    "ExportFormat": ("tui.export", "Format"),
    "FileFormat": ("tui.sources.detect", "FileFormat"),
    "IMPORT_FORMATS": ("tui.sources.detect", "FORMATS"),
    "SNIPPETS": ("tui.export.snippet", "SNIPPETS"),
    "day_of": ("tui.search.language.editing", "date_of"),
    "with_day": ("tui.search.language.editing", "with_date"),
    "similar_query": ("tui.search.language.editing", "with_similar"),
    "with_sort": ("tui.search.language.editing", "with_sort"),
    "parse": ("tui.search.language", "parse"),
    "Problem": ("tui.search.language.query", "Problem"),
    "Query": ("tui.search.language.query", "Query"),
    "FacetCount": ("tui.search.results", "FacetCount"),
    "Facets": ("tui.search.results", "Facets"),
    "IndexStatus": ("tui.search.results", "IndexStatus"),
    "Verification": ("tui.search.results", "Verification"),
    "Tick": ("tui.search.language.ticks", "Tick"),
    "without_ticks": ("tui.search.language.ticks", "clear"),
    "excluded": ("tui.search.language.ticks", "exclude"),
    "ticked_values": ("tui.search.language.ticks", "ticked"),
    "toggled": ("tui.search.language.ticks", "toggle"),
}


def __getattr__(name: str) -> object:
    if name not in _LOADED_WHEN_ASKED_FOR:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, attribute = _LOADED_WHEN_ASKED_FOR[name]
    return getattr(import_module(module), attribute)
