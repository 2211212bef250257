"""The table of contents: which segments the index has. Whoosh keeps it as a pickle."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from whoosh.filedb.filestore import FileStorage, RamStorage
from whoosh.index import TOC, FileIndex, clean_files
from whoosh.reading import IndexReader

from tui.search.codec.segment import ArraySegment
from tui.search.engine import DamagedIndexError, reading
from tui.search.schema import schema

INDEX_NAME: Final = "MAIN"
"""What Whoosh looks for when it is told no other name."""

_read: Final[Callable[..., Any]] = TOC.read
_table: Final[Callable[..., Any]] = TOC
_clean: Final[Callable[..., None]] = clean_files
_ram: Final[Callable[[], Any]] = RamStorage
_reader: Final[Callable[..., IndexReader]] = FileIndex._reader


@dataclass(frozen=True, slots=True)
class Contents:
    """The segments of one generation of the index."""

    generation: int
    segments: tuple[ArraySegment, ...] = ()

    @classmethod
    def from_bytes(cls, data: bytes, generation: int) -> "Contents":
        """What a table of contents holds. It is unpickled: ``data`` must be trusted.

        Raises `DamagedIndexError`.
        """
        storage = _ram()
        storage.files[file_name(generation)] = data
        with reading():
            table = _read(storage, INDEX_NAME, generation, schema())
        if not all(isinstance(segment, ArraySegment) for segment in table.segments):
            raise DamagedIndexError
        return cls(generation, tuple(table.segments))

    def to_bytes(self) -> bytes:
        """The table of contents as Whoosh reads it."""
        storage = _ram()
        _table(schema(), list(self.segments), self.generation).write(storage, INDEX_NAME)
        data: bytes = storage.files[file_name(self.generation)]
        return data

    def reader(self, storage: FileStorage) -> IndexReader:
        """A reader of these segments. Raises `DamagedIndexError` and `OSError`."""
        return _reader(storage, schema(), list(self.segments), self.generation)

    def next(self, segments: Sequence[ArraySegment]) -> "Contents":
        """The generation after this one."""
        return Contents(self.generation + 1, tuple(segments))

    def delete_others(self, storage: FileStorage) -> None:
        """Delete the files of all other generations and segments."""
        _clean(storage, INDEX_NAME, self.generation, self.segments)


def file_name(generation: int) -> str:
    """The name of a generation's table of contents."""
    return f"_{INDEX_NAME}_{generation}.toc"
