"""A file of arrays gives back what was written, or says that it is damaged."""

import json
import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from tui.search.arrays import array_file
from tui.search.arrays.array_file import Array, ArrayFile, ArrayFileWriter
from tui.search.engine import DamagedIndexError

FACTS = {"name": "größe", "sizes": [1, 2]}
SMALL: dict[str, Array] = {
    "empty": np.empty(0, np.uint32),
    "bytes": np.frombuffer(b"one two three", np.uint8),
    "numbers": np.arange(40, dtype=np.uint32),
    "signed": np.array([-1, 2, -(2**40)], np.int64),
}
LARGE: dict[str, Array] = {
    "first": np.arange(50_000, dtype=np.uint32),
    "tiny": np.array([7], np.uint8),
    "second": np.arange(90_000, dtype=np.uint16),
    "empty": np.empty(0, np.uint16),
    "last": np.arange(30_000, dtype=np.int64),
}


@pytest.fixture(params=["at once", "block by block"])
def checking(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """How files are checked: whole when they are opened, or as they are read, as large ones are."""
    if request.param == "block by block":
        monkeypatch.setattr(array_file, "_CHECKED_AT_ONCE", 0)
    return str(request.param)


def written(path: Path, content: dict[str, Array]) -> bytes:
    with path.open("wb") as file:
        writer = ArrayFileWriter(file)
        for name, array in content.items():
            writer.add(name, array)
        checksum = writer.close(FACTS)
    assert ArrayFile(path).checksum == checksum
    return path.read_bytes()


def assert_sound(path: Path, content: dict[str, Array]) -> None:
    """Everything is as it was written, or the file is found to be damaged."""
    file = ArrayFile(path)
    assert file.facts == FACTS
    for name, array in content.items():
        found = file.array(name)
        assert found.dtype == array.dtype
        assert np.array_equal(found, array)


def with_directory(data: bytes, edit: Callable[[dict[str, Any]], object]) -> bytes:
    """The same file with another directory, all of whose checksums are right."""
    offset, length = struct.unpack_from("<QQ", data, 16)
    directory = data[offset : offset + length]
    (size,) = struct.unpack_from("<Q", directory)
    listing = json.loads(directory[8 : 8 + size])
    edit(listing)
    text = json.dumps(listing).encode()
    return with_raw_directory(data, struct.pack("<Q", len(text)) + text + directory[8 + size :])


def with_raw_directory(data: bytes, directory: bytes) -> bytes:
    (offset,) = struct.unpack_from("<Q", data, 16)
    return with_header(data[:offset] + directory, checksum=crc32(directory), size=len(directory))


def with_header(
    data: bytes, *, version: int | None = None, checksum: int | None = None, size: int | None = None
) -> bytes:
    """The same file with another header, whose own checksum is right."""
    magic, *found = struct.unpack_from("<8sIIQQ", data)
    wanted = [version, checksum, None, size]
    fields = [old if new is None else new for old, new in zip(found, wanted, strict=True)]
    header = struct.pack("<8sIIQQ", magic, *fields)
    return header + struct.pack("<I", crc32(header)) + data[len(header) + 4 :]


@pytest.mark.usefixtures("checking")
@pytest.mark.parametrize("content", [SMALL, LARGE, {}], ids=["small", "large", "nothing"])
def test_arrays_come_back_as_they_were_written(tmp_path: Path, content: dict[str, Array]) -> None:
    written(tmp_path / "a", content)
    assert_sound(tmp_path / "a", content)
    file = ArrayFile(tmp_path / "a")
    file.check()
    assert all(name in file for name in content)
    assert {name: file.count(name) for name in content} == {n: len(a) for n, a in content.items()}


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        arrays.arrays(
            st.sampled_from([np.uint8, np.uint16, np.uint32, np.int64, np.float32]),
            st.integers(0, 300),
        ),
        max_size=6,
    )
)
def test_any_arrays_come_back(tmp_path_factory: pytest.TempPathFactory, made: list[Array]) -> None:
    path = tmp_path_factory.mktemp("any") / "a"
    written(path, {str(place): array for place, array in enumerate(made)})
    file = ArrayFile(path)
    for place, array in enumerate(made):
        assert file.array(str(place)).tobytes() == array.tobytes()
        assert file.array(str(place)).ctypes.data % 64 == 0


def test_an_array_written_in_parts_is_one(tmp_path: Path) -> None:
    def parts() -> Iterator[Array]:
        yield from (np.arange(start, start + 30_000) for start in range(0, 90_000, 30_000))

    with (tmp_path / "a").open("wb") as file:
        writer = ArrayFileWriter(file)
        writer.add_parts("whole", np.uint32, parts())
        writer.add_parts("none", np.uint16, [])
        writer.close({})
    assert ArrayFile(tmp_path / "a").array("whole").tolist() == list(range(90_000))
    assert ArrayFile(tmp_path / "a").array("none").dtype == np.uint16


def test_a_part_of_an_array_is_a_view_that_can_not_be_written(tmp_path: Path) -> None:
    written(tmp_path / "a", SMALL)
    part = ArrayFile(tmp_path / "a").array("numbers", 3, 6)
    assert part.tolist() == [3, 4, 5]
    with pytest.raises(ValueError, match="read-only"):
        part[0] = 1


@pytest.mark.parametrize("place", [(3, 2), (-1, 2), (0, 41), (41, 41)])
def test_what_lies_outside_an_array_can_not_be_read(tmp_path: Path, place: tuple[int, int]) -> None:
    written(tmp_path / "a", SMALL)
    file = ArrayFile(tmp_path / "a")
    with pytest.raises(DamagedIndexError):
        file.array("numbers", *place)
    with pytest.raises(DamagedIndexError):
        file.array("no such array")


@pytest.mark.usefixtures("checking")
def test_each_flipped_byte_is_noticed(tmp_path: Path) -> None:
    sound = written(tmp_path / "a", SMALL)
    for place in range(len(sound)):
        bit = 1 << place % 8
        (tmp_path / "a").write_bytes(
            sound[:place] + bytes([sound[place] ^ bit]) + sound[place + 1 :]
        )
        with pytest.raises(DamagedIndexError):
            assert_sound(tmp_path / "a", SMALL)


@pytest.mark.usefixtures("checking")
@pytest.mark.parametrize("name", [name for name, array in LARGE.items() if len(array)])
def test_damage_in_any_array_of_a_large_file_is_noticed(tmp_path: Path, name: str) -> None:
    sound = written(tmp_path / "a", LARGE)
    start = sound.index(LARGE[name][:8].tobytes() if name != "tiny" else b"\x07" + bytes(63))
    for place in (start, start + LARGE[name].nbytes // 2, start + LARGE[name].nbytes - 1):
        flipped = bytes([sound[place] ^ 4])
        (tmp_path / "a").write_bytes(sound[:place] + flipped + sound[place + 1 :])
        with pytest.raises(DamagedIndexError):
            ArrayFile(tmp_path / "a").array(name)


def test_a_large_file_is_checked_where_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = written(tmp_path / "a", LARGE)
    monkeypatch.setattr(array_file, "_CHECKED_AT_ONCE", 0)
    damaged = sound.index(LARGE["last"][-8:].tobytes())
    (tmp_path / "a").write_bytes(sound[:damaged] + b"\xff" + sound[damaged + 1 :])
    file = ArrayFile(tmp_path / "a")
    assert np.array_equal(file.array("first"), LARGE["first"])
    assert np.array_equal(file.array("last", 0, 10), LARGE["last"][:10])
    for _ in range(2):
        with pytest.raises(DamagedIndexError):
            file.array("last")
    with pytest.raises(DamagedIndexError):
        file.check()


def test_what_was_let_go_of_is_read_again(tmp_path: Path) -> None:
    written(tmp_path / "a", LARGE)
    file = ArrayFile(tmp_path / "a")
    first = file.array("first")
    file.release()
    assert np.array_equal(first, LARGE["first"])
    assert_sound(tmp_path / "a", LARGE)


@pytest.mark.usefixtures("checking")
@pytest.mark.parametrize("content", [SMALL, LARGE], ids=["small", "large"])
def test_a_file_that_was_cut_off_or_goes_on_is_noticed(
    tmp_path: Path, content: dict[str, Array]
) -> None:
    sound = written(tmp_path / "a", content)
    step = 64 if content is SMALL else 4_096
    for size in [*range(0, len(sound), step), len(sound) - 1]:
        (tmp_path / "a").write_bytes(sound[:size])
        with pytest.raises(DamagedIndexError):
            ArrayFile(tmp_path / "a")
    (tmp_path / "a").write_bytes(sound + b"\0")
    with pytest.raises(DamagedIndexError):
        ArrayFile(tmp_path / "a")


def drop(name: str) -> Callable[[dict[str, Any]], object]:
    return lambda listing: listing.pop(name)


FOREIGN: dict[str, Callable[[bytes], bytes]] = {
    "an archive": lambda data: b"PK\x03\x04" + bytes(500),
    "a text": lambda data: b"papertui\n" * 50,
    "zeros": lambda data: bytes(len(data)),
    "an older version": lambda data: with_header(data, version=array_file.FORMAT - 1),
    "a newer version": lambda data: with_header(data, version=array_file.FORMAT + 1),
    "a directory beyond the end": lambda data: with_header(data, size=2**60),
    "no arrays listed": lambda data: with_directory(data, drop("arrays")),
    "no facts": lambda data: with_directory(data, drop("facts")),
    "a list": lambda data: with_raw_directory(data, struct.pack("<Q", 2) + b"[]"),
    "no JSON": lambda data: with_raw_directory(data, struct.pack("<Q", 2) + b"\xff{"),
    "no directory": lambda data: with_raw_directory(data, b""),
    "an unknown type": lambda data: with_directory(
        data, lambda listing: listing["arrays"].update(bytes=[0, "<x9", 1])
    ),
}


@pytest.mark.parametrize("edit", FOREIGN.values(), ids=FOREIGN.keys())
def test_a_foreign_file_is_not_read(tmp_path: Path, edit: Callable[[bytes], bytes]) -> None:
    sound = written(tmp_path / "a", SMALL)
    (tmp_path / "a").write_bytes(edit(sound))
    with pytest.raises(DamagedIndexError):
        ArrayFile(tmp_path / "a")


@pytest.mark.usefixtures("checking")
def test_arrays_in_each_others_places_are_noticed(tmp_path: Path) -> None:
    content = {"one": np.arange(16, dtype=np.uint32), "two": np.arange(16, 32, dtype=np.uint32)}
    sound = written(tmp_path / "a", content)
    one, two = (array.tobytes() for array in content.values())
    assert one + two in sound
    (tmp_path / "a").write_bytes(sound.replace(one + two, two + one))
    with pytest.raises(DamagedIndexError):
        assert_sound(tmp_path / "a", content)


def test_a_file_that_is_not_there_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        ArrayFile(tmp_path / "a")
