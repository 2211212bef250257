"""Whatever travelled, unpacking it gives pieces of bounded size or its own error."""

import contextlib
import gzip
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.sources.http.decoding import BrokenEncodingError, decoder_for

_BODIES = st.binary(max_size=2000)


def unpacked(packed: bytes, encoding: str, step: int) -> bytes:
    decoder = decoder_for(encoding)
    pieces = [
        piece
        for start in range(0, len(packed), step)
        for piece in decoder.feed(packed[start : start + step])
    ]
    decoder.end()
    return b"".join(pieces)


@given(_BODIES, st.integers(1, 700))
@settings(max_examples=50)
def test_what_was_packed_comes_back(body: bytes, step: int) -> None:
    assert unpacked(gzip.compress(body), "gzip", step) == body
    assert unpacked(zlib.compress(body), "Deflate ", step) == body
    assert unpacked(body, "identity", step) == body


@given(st.lists(_BODIES, min_size=1, max_size=4), st.integers(1, 700))
@settings(max_examples=50)
def test_members_one_after_the_other_are_one_body(bodies: list[bytes], step: int) -> None:
    packed = b"".join(map(gzip.compress, bodies))
    assert unpacked(packed, "gzip", step) == b"".join(bodies)


def test_bytes_behind_the_end_are_refused_at_once() -> None:
    decoder = decoder_for("gzip")
    assert b"".join(decoder.feed(gzip.compress(b"all"))) == b"all"
    with pytest.raises(BrokenEncodingError):
        list(decoder.feed(b"junk" * 1000))


@given(_BODIES, st.integers(1, 700))
@settings(max_examples=50)
def test_no_bytes_raise_anything_but_its_own_error(packed: bytes, step: int) -> None:
    with contextlib.suppress(BrokenEncodingError):
        unpacked(packed, "gzip", step)


@given(st.binary(min_size=1, max_size=2000), st.data())
@settings(max_examples=50)
def test_a_packing_without_its_end_is_broken(body: bytes, data: st.DataObject) -> None:
    packed = gzip.compress(body)
    kept = data.draw(st.integers(1, len(packed) - 1))
    with pytest.raises(BrokenEncodingError):
        unpacked(packed[:kept], "gzip", 100)


def test_pieces_stay_small() -> None:
    pieces = list(decoder_for("gzip").feed(gzip.compress(bytes(5_000_000))))
    assert sum(map(len, pieces)) == 5_000_000
    assert max(map(len, pieces)) <= 1 << 18


def test_nothing_is_a_packing_of_nothing() -> None:
    assert unpacked(b"", "gzip", 1) == b""
