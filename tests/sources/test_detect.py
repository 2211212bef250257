from pathlib import Path

import pytest

from tests.hostile import HOSTILE_TEXTS
from tui.errors import PapertuiError
from tui.sources.detect import detect_format

ROOT = Path(__file__).parents[2]


def head(path: Path) -> str:
    return path.read_text(encoding="utf-8")[:4000]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("seeds/000_b3343398818b8c8c.txt", "page"),
        ("tests/fixtures/page_two_days.txt", "page"),
        ("tests/fixtures/papers.jsonl", "jsonl"),
    ],
)
def test_a_format_is_told_by_its_content(path: str, name: str) -> None:
    assert detect_format(head(ROOT / path), "-") == name
    assert detect_format("\ufeff\n" + head(ROOT / path), "misnamed.csv") == name


def test_the_ending_decides_where_the_content_does_not() -> None:
    assert detect_format("broken first line\n", "papers.jsonl") == "jsonl"
    assert detect_format("broken first line\n", "PAPERS.NDJSON") == "jsonl"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is empty"),
        ("\ufeff \n", "is empty"),
        ("PK\x03\x04\x00\x00", "is not text"),
        ("%PDF-1.7", "is a PDF"),
        ("<!DOCTYPE html>", "is HTML or XML"),
        ('[{"title": "x"}]', "is a JSON array"),
        ("title,abstract\nx,y", "no title followed by an abstract"),
        ("@article{x, title={y}}", "no title followed by an abstract"),
    ],
)
def test_what_can_not_be_read_is_an_error_that_says_why(text: str, reason: str) -> None:
    with pytest.raises(PapertuiError, match=reason) as raised:
        detect_format(text, "some.file")
    assert raised.value.message.startswith("some.file ")
    assert "JSONL" in raised.value.hint


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_hostile_text_is_a_format_or_an_error(text: str) -> None:
    try:
        answer = detect_format(text, "x")
    except PapertuiError as error:
        answer_or_reason = error.message
    else:
        answer_or_reason = answer
    assert answer_or_reason in ("page", "jsonl") or answer_or_reason.startswith("x ")
