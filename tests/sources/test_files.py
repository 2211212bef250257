"""Papers from files in every format, packed and encoded in any way, and from folders of them."""

import io
import lzma
import os
import sys
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.sources.filed import LINES, OF_EACH_FORMAT, PACKINGS, papers, titles, written
from tui.errors import PapertuiError
from tui.sources.detect import FORMATS, FileFormat
from tui.sources.files import read_files
from tui.sources.item import Found, Skipped
from tui.sources.opening import STANDARD_INPUT

BARREN_FEED = '<rss version="2.0"><channel><title>cs.CL updates</title></channel></rss>'


@pytest.mark.parametrize("format", FORMATS)
def test_each_format_is_told_by_its_content_and_said(format: FileFormat, tmp_path: Path) -> None:
    content, title = OF_EACH_FORMAT[format]
    told: list[tuple[str, str]] = []
    file = written(tmp_path / "file", content)
    items = list(read_files(file, opened=lambda name, words: told.append((name, words))))
    assert [paper.title for paper in papers(items)] == [title]
    assert told == [(str(file), FORMATS[format])]
    assert [paper.title for paper in papers(read_files(file, format=format))] == [title]


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


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("search-2025-03-11.json", OF_EACH_FORMAT["hf"][0]),
        ("2025-03-11 trending.html", OF_EACH_FORMAT["html"][0]),
        ("week of 2025-03-10.md", "### [T](https://huggingface.co/papers/2407.21783)\n"),
        ("2025-03-11.json", '{"id": "2501.00663", "title": "T", "publishedAt": "x"}'),
    ],
)
def test_what_is_no_list_of_a_day_takes_none_from_its_name(
    name: str, content: str, tmp_path: Path
) -> None:
    file = written(tmp_path / name, content)
    [paper] = papers(read_files(file))
    assert paper.listed_on is None
    [given_a_day] = papers(read_files(file, listed_on=date(2025, 3, 11)))
    assert given_a_day.listed_on == date(2025, 3, 11)


@pytest.mark.parametrize("format", ["html", "page"])
def test_cards_take_the_day_of_their_files_name(format: FileFormat, tmp_path: Path) -> None:
    page, _ = OF_EACH_FORMAT[format]
    [paper] = papers(read_files(written(tmp_path / "papers 2025-03-11", page)))
    assert paper.listed_on == date(2025, 3, 11)


def test_utf_16_that_names_itself_in_xml_is_read(tmp_path: Path) -> None:
    feed, title = OF_EACH_FORMAT["atom"]
    declared = f'<?xml version="1.0" encoding="UTF-16"?>{feed}'.replace("walks.", "wälks.")
    [paper] = papers(read_files(written(tmp_path / "answer", declared.encode("utf-16"))))
    assert (paper.title, paper.abstract) == (title, "On wälks.")


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


def test_a_link_that_leads_to_itself_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(PapertuiError, match="loop can't be read: Too many levels"):
        list(read_files(tmp_path / "loop"))


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
