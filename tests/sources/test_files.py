"""Papers from files in every format, packed and encoded in any way, and from folders of them."""

import bz2
import gzip
import io
import json
import lzma
import os
import sys
import tarfile
import threading
import tracemalloc
import zipfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
import zstandard
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tui.errors import PapertuiError
from tui.papers.paper import Paper
from tui.sources.detect import FORMATS, FileFormat
from tui.sources.files import read_files
from tui.sources.item import Found, Skipped
from tui.sources.opening import STANDARD_INPUT

FIXTURES = Path(__file__).parents[1] / "fixtures"
LINES = b'{"title": "First"}\n{"title": "Second \xe2\x80\xa8 half"}\r\n\n{"title": "Third"}'
SNAPSHOT = (
    '{"id":"0704.0001","authors":"A. B","title":"Diphotons","categories":"hep-ph",'
    '"abstract":"  Long.\\n","versions":[{"created":"Mon, 2 Apr 2007 19:18:42 GMT"}],'
    '"update_date":"2008-11-26","authors_parsed":[["B","A.",""]]}'
)
ENTRY = (
    "<entry><id>http://arxiv.org/abs/1605.08386v1</id><title>Heat-bath walks</title>"
    "<published>2016-05-26T17:59:46Z</published><summary>On walks.</summary></entry>"
)
ITEM = (
    "<item><title>Fed</title><link>https://arxiv.org/abs/2604.00001</link><description>arXiv:"
    "2604.00001v1 Announce Type: new \nAbstract: It is fed.</description></item>"
)
RECORD = (
    "<GetRecord><record><header><identifier>oai:arXiv.org:1512.07978</identifier></header>"
    '<metadata><arXiv xmlns="http://arxiv.org/OAI/arXiv/"><id>1512.07978</id>'
    "<title>Harvested</title><abstract>Yes.</abstract></arXiv></metadata></record></GetRecord>"
)
BARREN_FEED = '<rss version="2.0"><channel><title>cs.CL updates</title></channel></rss>'
OF_EACH_FORMAT: dict[FileFormat, tuple[str, str]] = {
    "page": ("A Title\n\nThis abstract has ten words and a full stop, for one.", "A Title"),
    "html": ('<html><h3><a href="/papers/2407.21783">Herd</a></h3></html>', "Herd"),
    "hf": ('[{"paper": {"id": "2405.20000", "title": "Row"}}]', "Row"),
    "jsonl": ('{"title": "Line"}\n', "Line"),
    "atom": (f'<feed xmlns="http://www.w3.org/2005/Atom">{ENTRY}</feed>', "Heat-bath walks"),
    "feed": (f'<rss version="2.0"><channel>{ITEM}</channel></rss>', "Fed"),
    "oai": (
        f'<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">{RECORD}</OAI-PMH>',
        "Harvested",
    ),
    "snapshot": (SNAPSHOT, "Diphotons"),
    "bibtex": ("@misc{x, title = {Cited}}", "Cited"),
    "ris": ("TY  - JOUR\nTI  - Listed\nER  - \n", "Listed"),
    "csl": ('[{"id": "x", "type": "article", "author": [], "title": "Styled"}]', "Styled"),
    "ids": ("2501.00663\n", "arXiv:2501.00663"),
}


def written(path: Path, content: bytes | str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def papers(items: Iterable[Found | Skipped]) -> list[Paper]:
    return [item.paper for item in items if isinstance(item, Found)]


def titles(path: Path) -> list[str]:
    return [paper.title for paper in papers(read_files(path))]


def zstd(content: bytes) -> bytes:
    return zstandard.compress(content)


def xz(content: bytes) -> bytes:
    return lzma.compress(content, preset=0)


PACKINGS: list[tuple[str, Callable[[bytes], bytes]]] = [
    ("gzip", gzip.compress),
    ("bzip2", bz2.compress),
    ("xz", xz),
    ("zstd", zstd),
]


@pytest.mark.parametrize("format", FORMATS)
def test_each_format_is_told_by_its_content_and_said(format: FileFormat, tmp_path: Path) -> None:
    content, title = OF_EACH_FORMAT[format]
    told: list[tuple[str, str]] = []
    file = written(tmp_path / "file", content)
    items = list(read_files(file, opened=lambda name, words: told.append((name, words))))
    assert [paper.title for paper in papers(items)] == [title]
    assert told == [(str(file), FORMATS[format])]
    assert [paper.title for paper in papers(read_files(file, format=format))] == [title]


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


@pytest.mark.parametrize(("name", "pack"), PACKINGS[:3])
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


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("format", ["jsonl", "bibtex", "html", "hf", "ids"])
def test_byte_order_marks_tell_the_encoding(
    encoding: str, format: FileFormat, tmp_path: Path
) -> None:
    content, title = OF_EACH_FORMAT[format]
    mark = "" if encoding in ("utf-8-sig", "utf-16") else "\ufeff"
    file = written(tmp_path / "papers", (mark + content).encode(encoding))
    assert titles(file) == [title]


@pytest.mark.parametrize(
    ("text", "encoding", "title", "note"),
    [
        ("@misc{x, title = {Élan}}", "latin-1", "Élan", ", in Windows-1252"),
        ("@misc{x, title = {“Élan”}}", "cp1252", "“Élan”", ", in Windows-1252"),
        ("TY  - JOUR\nTI  - Größe\nER  - ", "latin-1", "Größe", ", in Windows-1252"),
        ("@misc{x, title = {Élan ü ü}}", "utf-8", "Élan ü ü", ""),
    ],
)
def test_older_files_are_read_in_their_encoding_and_it_is_said(
    text: str, encoding: str, title: str, note: str, tmp_path: Path
) -> None:
    told: list[str] = []
    file = written(tmp_path / "refs", text.encode(encoding))
    items = read_files(file, opened=lambda _, words: told.append(words))
    assert [paper.title for paper in papers(items)] == [title]
    assert told[0].endswith(note or "X") or not note


def test_a_damaged_letter_does_not_change_the_encoding(tmp_path: Path) -> None:
    content = "@misc{x, title = {Größe, Élan?}}".encode().replace(b"?", b"\xff")
    assert titles(written(tmp_path / "refs.bib", content)) == ["Größe, Élan\ufffd"]


def test_a_line_that_is_no_utf8_is_skipped_and_the_rest_goes_on(tmp_path: Path) -> None:
    file = written(tmp_path / "papers", b'{"title": "a"}\n{"title": "\xff"}\n{"title": "b"}\n')
    _, skipped, _ = read_files(file)
    assert isinstance(skipped, Skipped)
    assert skipped.where == f"{file}, line 2"
    assert "utf-8" in skipped.reason.lower()


def test_papers_in_one_json_value_are_read_too(tmp_path: Path) -> None:
    records = [{"title": "First"}, {"title": ""}, 5, {"title": "Last"}]
    array = written(tmp_path / "array", json.dumps(records))
    first, untitled, number, last = read_files(array)
    assert [paper.title for paper in papers([first, last])] == ["First", "Last"]
    assert untitled == Skipped(f"{array}, paper 2", "“title” must be text that isn't empty.")
    assert isinstance(number, Skipped)
    answer = {"query": "x", "total": 1, "papers": [{"title": "Searched", "id": 3}]}
    assert titles(written(tmp_path / "answer", json.dumps(answer))) == ["Searched"]
    assert titles(written(tmp_path / "one", json.dumps({"title": "One"}, indent=1))) == ["One"]
    broken = written(tmp_path / "broken", json.dumps(records)[:-3])
    with pytest.raises(PapertuiError, match="broken: It is no JSON of papers: "):
        list(read_files(broken))


def test_a_list_of_a_day_takes_its_day_from_its_name(tmp_path: Path) -> None:
    row, _ = OF_EACH_FORMAT["hf"]
    file = written(tmp_path / "2024-05-27.json", row)
    assert papers(read_files(file))[0].listed_on == date(2024, 5, 27)
    given_day = read_files(file, listed_on=date(2025, 1, 1))
    assert papers(given_day)[0].listed_on == date(2025, 1, 1)
    no_day = written(tmp_path / "2024-13-27.json", row)
    assert papers(read_files(no_day))[0].listed_on is None
    of_a_reader = written(tmp_path / "2024-05-27.jsonl", LINES)
    assert papers(read_files(of_a_reader))[0].listed_on is None


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (BARREN_FEED, "file holds no papers. It is a daily feed of arXiv."),
        ("[]", "file can't be imported: it is JSON, but not of papers."),
        ("", "file is empty."),
        ("%PDF-1.7", "file can't be imported: it is a PDF."),
    ],
)
def test_a_file_without_papers_is_refused_with_one_sentence(
    content: str, sentence: str, tmp_path: Path
) -> None:
    with pytest.raises(PapertuiError) as raised:
        list(read_files(written(tmp_path / "file", content)))
    assert raised.value.message == f"{tmp_path}/{sentence}"


def test_a_folder_is_walked_in_order_and_what_holds_nothing_is_told(tmp_path: Path) -> None:
    written(tmp_path / "b.jsonl", '{"title": "b"}')
    written(tmp_path / "a" / "z.jsonl", '{"title": "a"}')
    written(tmp_path / "a" / ".hidden" / "x.jsonl", '{"title": "hidden"}')
    written(tmp_path / "c.xyz", "nothing here")
    written(tmp_path / "d.jsonl.gz", b"\x1f\x8bdamaged")
    written(tmp_path / "e.jsonl", '{"title": "e"}')
    items = list(read_files(tmp_path))
    assert [paper.title for paper in papers(items)] == ["a", "b", "e"]
    nothing, damaged = (item for item in items if isinstance(item, Skipped))
    assert nothing.reason.startswith(f"{tmp_path}/c.xyz can't be imported: ")
    assert damaged.reason.startswith(f"{tmp_path}/d.jsonl.gz can't be unpacked further: ")


def test_a_folder_below_a_hidden_one_can_be_named(tmp_path: Path) -> None:
    written(tmp_path / ".pages" / "a.jsonl", '{"title": "a"}')
    assert titles(tmp_path / ".pages") == ["a"]


def test_pipes_circles_and_broken_links_in_a_folder_hold_nothing_up(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "circle").symlink_to(tmp_path)
    (tmp_path / "self").symlink_to("self")
    (tmp_path / "gone").symlink_to("nowhere")
    (tmp_path / "zero").symlink_to("/dev/zero")
    written(tmp_path / "z.jsonl", '{"title": "z"}')
    (tmp_path / "link").symlink_to("z.jsonl")
    items = list(read_files(tmp_path))
    assert [paper.title for paper in papers(items)] == ["z", "z"]
    assert {item.where for item in items if isinstance(item, Skipped)} <= {
        f"{tmp_path}/self",
        f"{tmp_path}/gone",
    }


def test_an_empty_folder_and_a_missing_file_are_errors(tmp_path: Path) -> None:
    with pytest.raises(PapertuiError, match="holds no files"):
        list(read_files(tmp_path))
    with pytest.raises(PapertuiError, match="gone can't be read: No such file or directory"):
        list(read_files(tmp_path / "gone"))
    with pytest.raises(PapertuiError, match="can't be read: File name too long"):
        list(read_files(tmp_path / ("x" * 300)))


def test_standard_input_is_read_and_left_open(monkeypatch: pytest.MonkeyPatch) -> None:
    stdin = io.TextIOWrapper(io.BytesIO(lzma.compress(LINES)))
    monkeypatch.setattr(sys, "stdin", stdin)
    assert len(titles(STANDARD_INPUT)) == 3
    assert not stdin.closed


def test_without_a_standard_input_there_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(PapertuiError, match="There is no standard input"):
        list(read_files(STANDARD_INPUT))


_HEADS = [content.encode()[:60] for content, _ in OF_EACH_FORMAT.values()]
_PACKED = [pack(LINES) for _, pack in PACKINGS]


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.sampled_from([*_HEADS, *_PACKED]) | st.binary(max_size=30), max_size=4).map(
        b"".join
    ),
    st.sampled_from([None, *FORMATS]),
)
@example(b"\xff\xfe\x00\xd8", "bibtex")
def test_no_bytes_raise_anything_but_a_sentence(
    tmp_path: Path, content: bytes, format: FileFormat | None
) -> None:
    file = written(tmp_path / "file", content)
    with suppress(PapertuiError):
        for item in read_files(file, format=format):
            assert isinstance(item, Found | Skipped)
