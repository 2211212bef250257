"""Words next to each other, in texts that make that hard."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.search.arrays.content import SegmentContent
from tui.search.arrays.inverting import Occurrences, invert_placed
from tui.search.arrays.layout import FieldKind
from tui.search.arrays.segment_file import FieldFile, SegmentFile
from tui.search.arrays.segment_writer import write_segment
from tui.search.evaluation.phrases import documents_with_phrase

LETTERS = "abc "


def field_of(folder: Path, texts: Sequence[str]) -> FieldFile:
    """A field in which each letter is a word; a blank leaves its place empty."""
    found = [
        (LETTERS.index(letter), document, place)
        for document, text in enumerate(texts)
        for place, letter in enumerate(text)
        if letter != " "
    ]
    occurrences = Occurrences(*np.array(found, np.uint32).reshape(-1, 3).T)
    names = [letter.encode() for letter in LETTERS]
    kind = FieldKind(placed=True)
    content = invert_placed(occurrences, names, len(texts), kind)
    path = folder / "field.arrays"
    write_segment(path, SegmentContent(len(texts), {"words": content}, {}, {}))
    return SegmentFile(path).fields["words"]


def documents(field: FieldFile, phrase: str) -> list[int]:
    terms = [field.terms.find(letter.encode()) for letter in phrase]
    known = [term for term in terms if term is not None]
    found: list[int] = documents_with_phrase(field, known).tolist()
    return found


@settings(max_examples=60, deadline=None)
@given(
    texts=st.lists(st.text(LETTERS, max_size=12), max_size=8),
    phrases=st.lists(st.text("abc", min_size=1, max_size=4), max_size=8),
)
def test_a_phrase_is_found_where_its_words_follow_each_other(
    texts: list[str], phrases: list[str]
) -> None:
    with TemporaryDirectory() as folder:
        field = field_of(Path(folder), [*texts, "abc"])
        for phrase in phrases:
            expected = [at for at, text in enumerate([*texts, "abc"]) if phrase in text]
            assert documents(field, phrase) == expected


def test_a_word_repeated_ten_thousand_times_takes_no_time(tmp_path: Path) -> None:
    field = field_of(tmp_path, ["a" * 10_000 + "b", "ab"])
    started = perf_counter()
    assert documents(field, "a" * 20 + "b") == [0]
    assert perf_counter() - started < 0.5
