"""A segment as Whoosh's table of contents holds it, and the codec that reads and writes it."""

from collections.abc import Iterator
from pathlib import Path
from secrets import token_hex
from typing import Any, NoReturn

from tui.search.arrays import layout
from tui.search.arrays.content import SegmentContent
from tui.search.arrays.living import LivingSegment
from tui.search.arrays.segment_file import SegmentFile
from tui.search.arrays.segment_writer import write_segment
from tui.search.codec.reading import ArrayDocumentReader
from tui.search.codec.terms import ArrayTermsReader
from tui.search.codec.writing import ArrayDocumentWriter, ArrayFieldWriter
from tui.search.engine import Codec, DamagedIndexError, Segment


class ArraySegment(Segment):
    """Which file holds a segment, that file's checksum, and which documents were deleted since.

    A table of contents holds it pickled: this class must stay where it is.
    """

    compound = False

    def __init__(self, index_name: str) -> None:
        self.indexname = index_name
        self.segid = token_hex(8)
        self.checksum = 0
        self.deleted: set[int] = set()
        self._documents = 0
        self._file: SegmentFile | None = None

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_file": None}

    def path(self, folder: Path) -> Path:
        """Its file in the index's folder."""
        return folder / f"{self.indexname}_{self.segid}{layout.EXTENSION}"

    def write(self, folder: Path, content: SegmentContent) -> None:
        """Write its file. Raises `OSError`."""
        self.checksum = write_segment(self.path(folder), content)
        self._documents = content.documents

    def opened(self, folder: Path) -> SegmentFile:
        """Its file, opened once.

        Raises `DamagedIndexError` when it isn't the one that was written for it, and `OSError`.
        """
        if self._file is None:
            file = SegmentFile(self.path(folder))
            if (file.checksum, file.documents) != (self.checksum, self._documents):
                raise DamagedIndexError
            self._file = file
        if not all(0 <= document < self._documents for document in self.deleted):
            raise DamagedIndexError
        return self._file

    def living(self, folder: Path) -> LivingSegment:
        """Its file, opened, without the documents deleted by now. Raises what `opened` does."""
        return LivingSegment(self.opened(folder), frozenset(self.deleted))

    def codec(self) -> "ArrayCodec":
        return ArrayCodec()

    def should_assemble(self) -> bool:
        return False

    def set_doc_count(self, doccount: int) -> None:
        self._documents = doccount

    def doc_count_all(self) -> int:
        return self._documents

    def doc_count(self) -> int:
        return self._documents - len(self.deleted)

    def has_deletions(self) -> bool:
        return bool(self.deleted)

    def deleted_count(self) -> int:
        return len(self.deleted)

    def deleted_docs(self) -> Iterator[int]:
        return iter(self.deleted)

    def delete_document(self, docnum: int, delete: bool = True) -> None:
        if delete:
            self.deleted.add(docnum)
        else:
            self.deleted.discard(docnum)

    def is_deleted(self, docnum: int) -> bool:
        return docnum in self.deleted


class ArrayCodec(Codec):
    """Reads segments from files of arrays and writes them; for `FileStorage` only."""

    length_stats = False
    """Whoosh's writer need not tell lengths: they are counted from the postings."""

    def __init__(self) -> None:
        self._documents: dict[str, ArrayDocumentWriter] = {}

    def new_segment(self, storage: Any, indexname: str) -> ArraySegment:  # noqa: ARG002
        return ArraySegment(indexname)

    def terms_reader(self, storage: Any, segment: ArraySegment) -> ArrayTermsReader:
        return ArrayTermsReader(segment.living(Path(storage.folder)))

    def per_document_reader(self, storage: Any, segment: ArraySegment) -> ArrayDocumentReader:
        return ArrayDocumentReader(segment.living(Path(storage.folder)))

    def postings_reader(self, *_: Any, **__: Any) -> NoReturn:
        """Nothing: terms give out their postings themselves."""
        raise NotImplementedError

    def postings_writer(self, *_: Any, **__: Any) -> NoReturn:
        """Nothing: fields take in their postings themselves."""
        raise NotImplementedError

    def per_document_writer(self, storage: Any, segment: ArraySegment) -> ArrayDocumentWriter:  # noqa: ARG002
        return self._documents.setdefault(segment.segid, ArrayDocumentWriter())

    def field_writer(self, storage: Any, segment: ArraySegment) -> ArrayFieldWriter:
        documents = self._documents.pop(segment.segid)
        folder = Path(storage.folder)
        return ArrayFieldWriter(documents, lambda content: segment.write(folder, content))


def segment_file(leaf: Any) -> SegmentFile:
    """The file that a Whoosh reader of one segment reads.

    Raises `DamagedIndexError` when that segment isn't one of ours.
    """
    segment = leaf.segment()
    if not isinstance(segment, ArraySegment):
        raise DamagedIndexError
    return segment.opened(Path(leaf.storage().folder))
