"""Small libraries with everything that a codec has to cope with, and the same index made twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from hypothesis import strategies as st
from whoosh.codec.whoosh3 import W3Codec
from whoosh.fields import COLUMN, Schema
from whoosh.index import FileIndex, create_in, open_dir

from tui.search.arrays.layout import FieldKind
from tui.search.codec.segment import ArrayCodec
from tui.search.engine import number_column, variable_bytes
from tui.search.schema import Positioned, Present

WORDS = ("a", "an", "ant", "anti", "bee", "long", "range", "ä", "äh", "注意", "𝔸", "x" * 300)

word = st.sampled_from(WORDS) | st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=4
)
gap = st.just("")
document = st.fixed_dictionaries(
    {},
    optional={
        "title": st.lists(word | gap, max_size=10),
        "tags": st.sets(word, max_size=3),
        "number": st.integers(-(2**40), 2**40),
        "stars": st.integers(0, 2**31 - 1),
        "key": st.binary(max_size=5),
    },
)


@dataclass(frozen=True)
class Commit:
    """Documents to add and the places of those to delete before, and what becomes of segments."""

    added: Sequence[dict[str, Any]]
    deleted: Sequence[int] = ()
    segments: Literal["kept", "merged", "one"] = "kept"


commits = st.lists(
    st.builds(
        Commit,
        st.lists(document, max_size=6),
        st.lists(st.integers(0, 100), max_size=4),
        st.sampled_from(["kept", "kept", "merged", "one"]),
    ),
    max_size=4,
)


def schema() -> Any:
    """A field whose words are placed, one whose are not, and columns."""
    return Schema(
        title=Positioned(FieldKind(placed=True, prefixed=True)),
        tags=Present(FieldKind(counted=True)),
        number=COLUMN(number_column("q")),
        stars=COLUMN(number_column("i", default=-1)),
        key=COLUMN(variable_bytes()),
    )


def index_of(folder: Path, codec: Any, made: Sequence[Commit]) -> FileIndex:
    """An index made by Whoosh's own writer, opened anew."""
    folder.mkdir(exist_ok=True)
    index: Any = create_in(str(folder), schema())
    for commit in made:
        write(index, codec, commit)
    return open_dir(str(folder))


def ours(folder: Path, *made: Commit) -> Any:
    """An index in files of arrays."""
    return index_of(folder, ArrayCodec(), made)


def stock(folder: Path, *made: Commit) -> Any:
    """An index in Whoosh's own files."""
    codec: Any = W3Codec
    return index_of(folder, codec(), made)


def write(index: Any, codec: Any, commit: Commit) -> None:
    """One commit."""
    writer = index.writer(codec=codec, compound=False)
    total = sum(segment.doc_count_all() for segment in writer.segments)
    for place in commit.deleted if total else ():
        writer.delete_document(place % total)
    for values in commit.added:
        writer.add_document(**values)
    writer.commit(merge=commit.segments != "kept", optimize=commit.segments == "one")


def living(made: Sequence[Commit]) -> list[dict[str, Any]]:
    """The documents that are left if no commit merges segments, in order."""
    documents: list[dict[str, Any] | None] = []
    for commit in made:
        for place in commit.deleted if documents else ():
            documents[place % len(documents)] = None
        documents += commit.added
    return [document for document in documents if document is not None]


def hits(index: Any, asked: Any) -> list[tuple[int, float]]:
    """The documents that stock searching finds, all of them, in order, with their scores."""
    with index.searcher() as searcher:
        return [(hit.docnum, hit.score) for hit in searcher.search(asked, limit=None)]
