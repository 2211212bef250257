"""Lists in JSON, cut into their items."""

import json
import time
import tracemalloc
from collections import deque
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.errors import PapertuiError
from tui.sources.item import BrokenOff
from tui.sources.json_items import is_closed, items_of


def read(body: bytes, key: bytes | None = None) -> list[Any]:
    """The items decoded, and why it breaks off."""
    return [
        item.reason.removeprefix("The list breaks off there: ")
        if isinstance(item, BrokenOff)
        else json.loads(item)
        for item in items_of(body, key)
    ]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ('[1, "x]", {"a": [{}, [[]]]}]', [1, "x]", {"a": [{}, [[]]]}]),
        (' {"n": {"k": [0]}, "k": [1, 2], "z": 3}\n', [1, 2]),
        ('{"k": "no list", "k": [1]}', [1]),
        ('{"a": 1}\n{"a": 2}', [{"a": 1}, {"a": 2}]),
        ("[]", []),
        ("[1 2,,3]", [1, 2, 3]),
        ("[1, 2", [1, 2, "it is not closed."]),
        ('[1, {"a": [2', [1, "it is not closed."]),
        ('{"k": [1, "x', [1, "it is not closed."]),
        ('{"k": [1]', [1, "it is not closed."]),
        ('{"k": {"k": [', ["it is not closed."]),
        ("[1] [2]", [1, "more follows than one list."]),
        ('{"k": [1]} {"k": [2]}', [1, "more follows than one list."]),
    ],
)
def test_the_items_of_a_list_are_given_up_to_where_it_breaks_off(
    text: str, items: list[Any]
) -> None:
    assert read(text.encode(), b"k") == items


@pytest.mark.parametrize("text", [b"", b"5", b"\xff", b"title [1]"])
def test_what_is_no_list_is_refused(text: bytes) -> None:
    with pytest.raises(PapertuiError, match="It is no JSON of papers"):
        read(text)


def test_the_bounds_of_a_list_are_told() -> None:
    [(number, told)] = deque(enumerate(items_of(b"[" + b"0," * 1_000_001 + b"0]")), maxlen=1)
    assert number == 1_000_000
    assert told == BrokenOff(
        "the end", "The list breaks off there: it holds more than 1,000,000 items."
    )
    assert read(b"[" * 50_000) == ["it is nested more than 500 levels deep."]


def test_a_list_takes_no_more_memory_than_its_text() -> None:
    body = b'[{"title": "t"}' + b",0" * 50_000 + b"]"
    tracemalloc.start()
    assert sum(1 for _ in items_of(body)) == 50_001
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 100_000


@pytest.mark.parametrize(
    "piece",
    [b'\\"', b'"', b"{", b"[{", b'{"a":', b'{"a","b"', b'["x"', b"\\", b" ", b",", b'"a" ', b"]["],
)
def test_what_is_never_closed_takes_no_longer_than_it_is_long(piece: bytes) -> None:
    started = time.process_time()
    for head in (b"[", b'{"', b'[{"a": "', b'{"k": ['):
        list(items_of(head + piece * 100_000, b"k"))
    assert time.process_time() - started < 3


VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=8,
)


@settings(max_examples=100)
@given(st.lists(VALUES, max_size=5), st.sampled_from([None, 1]), st.booleans())
def test_any_list_gives_its_items(items: list[Any], indent: int | None, is_ascii: bool) -> None:
    text = json.dumps(items, indent=indent, ensure_ascii=is_ascii)
    assert read(text.encode()) == items
    held = json.dumps({"a": items, "k": items}, indent=indent, ensure_ascii=is_ascii)
    assert read(held.encode(), b"k") == items
    assert is_closed(text.encode())
    assert not is_closed(text[:-1].encode())


@settings(max_examples=100)
@given(st.lists(st.sampled_from(["[", "]", "{", "}", '"', "k", ":", ",", "\\", "0"])).map("".join))
def test_no_text_raises_anything(text: str) -> None:
    assert isinstance(list(items_of(f'{{"k": [{text}'.encode(), b"k")), list)
