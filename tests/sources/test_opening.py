"""Files packed in any way, damaged or endless, and archives."""

import bz2
import gzip
import io
import os
import tarfile
import threading
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard

from tests.sources.filed import LINES, PACKINGS, papers, titles, written, xz
from tui.errors import PapertuiError
from tui.sources.files import read_files
from tui.sources.item import Found, Skipped


@pytest.mark.parametrize(("name", "pack"), PACKINGS)
def test_packed_files_are_unpacked(
    name: str, pack: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    told: list[str] = []
    file = written(tmp_path / "papers", pack(LINES))
    items = read_files(file, opened=lambda _, words: told.append(words))
    assert [paper.title for paper in papers(items)] == ["First", "Second half", "Third"]
    assert told == [f"papertui's own JSON, {name}"]
    one_after_the_other = written(tmp_path / "two", pack(LINES[:10]) + pack(LINES[10:]))
    assert len(titles(one_after_the_other)) == 3


@pytest.mark.parametrize(("name", "pack"), PACKINGS)
def test_packed_data_that_break_off_keep_what_came_before(
    name: str, pack: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    lines = b"".join(b'{"title": "%s"}\n' % os.urandom(40).hex().encode() for _ in range(25_000))
    file = written(tmp_path / "papers", pack(lines)[:-50])
    found: list[Found | Skipped] = []
    with pytest.raises(PapertuiError, match=f"its {name} data are damaged"):
        found.extend(read_files(file))
    assert len(found) > 12_000


def test_packed_files_may_be_left_in_the_middle(tmp_path: Path) -> None:
    items = iter(read_files(written(tmp_path / "papers", xz(b'{"title": "x"}\n' * 900_000))))
    next(items)
    assert any(thread.name.startswith("ThreadPool") for thread in threading.enumerate())
    del items
    assert not any(thread.name.startswith("ThreadPool") for thread in threading.enumerate())


def test_padding_behind_packed_data_is_passed_over(tmp_path: Path) -> None:
    assert len(titles(written(tmp_path / "papers", gzip.compress(LINES) + bytes(5000)))) == 3


@pytest.mark.parametrize("head", [b"\x1f\x8bxx", b"BZhxx", b"\xfd7zXZ\x00xx", b"\x28\xb5\x2f\xfdx"])
def test_what_only_begins_like_packed_data_is_an_error(head: bytes, tmp_path: Path) -> None:
    with pytest.raises(PapertuiError, match="papers can't be unpacked further"):
        list(read_files(written(tmp_path / "papers", head * 9)))


def test_a_long_file_of_lines_takes_no_more_memory_than_a_short_one(tmp_path: Path) -> None:
    line = b'{"title": "%s"}\n' % (b"x" * 5000)
    file = written(tmp_path / "papers.xz", xz(line * 8000))
    tracemalloc.start()
    assert sum(1 for _ in read_files(file)) == 8000
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 25_000_000


def test_an_endless_line_is_skipped_without_being_kept(tmp_path: Path) -> None:
    file = written(
        tmp_path / "papers.gz", gzip.compress(b'{"title": "x"}\n{' + b"x" * 30_000_000, 1)
    )
    found, skipped = read_files(file)
    assert isinstance(found, Found)
    assert skipped == Skipped(f"{file}, line 2", "It is longer than 10,000,000 characters.")


def test_what_is_read_as_a_whole_has_a_bound_that_is_told(tmp_path: Path) -> None:
    file = written(tmp_path / "x.bib.gz", gzip.compress(b"@misc{x, title={x}}" + bytes(51_000_000)))
    with pytest.raises(PapertuiError, match=r"x\.bib\.gz is larger than 50 MB") as raised:
        list(read_files(file, format="bibtex"))
    assert "JSON lines" in raised.value.hint


def archived() -> bytes:
    whole = io.BytesIO()
    with tarfile.open(fileobj=whole, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("papers.jsonl"), io.BytesIO())
    return whole.getvalue()


def zipped() -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("papers.jsonl", LINES)
    return whole.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (archived(), "tar"),
        (gzip.compress(archived()), "tar"),
        (xz(archived()), "tar"),
        (zipped(), "ZIP"),
    ],
    ids=["tar", "tar.gz", "tar.xz", "zip"],
)
def test_archives_are_refused_with_a_sentence(content: bytes, kind: str, tmp_path: Path) -> None:
    with pytest.raises(PapertuiError, match=f"papers is a {kind} archive") as raised:
        list(read_files(written(tmp_path / "papers", content)))
    assert raised.value.hint == "Unpack it and name the folder."


@pytest.mark.parametrize(("name", "pack"), PACKINGS)
def test_the_format_is_told_from_more_than_a_tiny_first_piece(
    name: str, pack: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    told: list[str] = []
    file = written(tmp_path / "refs", pack(b"% my references\n") + pack(b"@misc{x, title={Cited}}"))
    items = read_files(file, opened=lambda _, words: told.append(words))
    assert [paper.title for paper in papers(items)] == ["Cited"]
    assert told == [f"BibTeX, {name}"]


@pytest.mark.parametrize(("name", "pack"), PACKINGS)
def test_an_archive_in_tiny_pieces_is_one_too(
    name: str, pack: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    archive = archived()
    file = written(tmp_path / "papers", b"".join(map(pack, (archive[:9], archive[9:]))))
    with pytest.raises(PapertuiError, match="papers is a tar archive"):
        list(read_files(file))


def test_a_zstd_file_cut_at_the_end_of_a_line_is_damaged(tmp_path: Path) -> None:
    compressor = zstandard.ZstdCompressor().compressobj()
    begun = compressor.compress(LINES[:19]) + compressor.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)
    found: list[Found | Skipped] = []
    with pytest.raises(PapertuiError, match="its zstd data are damaged"):
        found.extend(read_files(written(tmp_path / "papers", begun)))
    assert [paper.title for paper in papers(found)] == ["First"]


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, xz])
def test_very_many_tiny_pieces_take_no_longer_than_they_are_long(
    pack: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    piece = pack(b" ")
    file = written(tmp_path / "papers", pack(LINES) + piece * (1_000_000 // len(piece)))
    started = time.process_time()
    assert len(titles(file)) == 3
    assert time.process_time() - started < 1


def test_what_unpacks_to_very_much_takes_little_memory(tmp_path: Path) -> None:
    file = written(tmp_path / "papers", zstandard.compress(LINES + b"\n" + b" " * 100_000_000))
    tracemalloc.start()
    assert len(papers(read_files(file))) == 3
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 60_000_000
