import json
import os
from pathlib import Path

import pytest

from tui.library.text_cache import TextCache
from tui.papers.full_text import FullText, TextOrigin

_TEXT = FullText("## 1 Introduction\n\nα", TextOrigin.ARXIV_HTML, "https://arxiv.org/html/1", "why")


def test_a_text_is_read_as_it_was_kept(tmp_path: Path) -> None:
    TextCache(tmp_path, 1_000, clock=lambda: 5.0).put("a", _TEXT, is_final=True)
    cache = TextCache(tmp_path, 1_000, clock=lambda: 7.0)
    kept = cache.get("a")
    assert kept is not None
    assert (kept.text, kept.is_final, cache.age(kept)) == (_TEXT, True, 2.0)


def test_the_folder_is_for_its_owner_alone(tmp_path: Path) -> None:
    TextCache(tmp_path / "texts", 1_000).put("a", _TEXT, is_final=True)
    assert (tmp_path / "texts").stat().st_mode & 0o777 == 0o700


def test_those_not_read_for_longest_go_when_there_is_no_room(tmp_path: Path) -> None:
    TextCache(tmp_path, 1_000).put("a", _TEXT, is_final=True)
    cache = TextCache(tmp_path, 3 * (tmp_path / "a.md").stat().st_size + 50)
    for number, name in enumerate("abc"):
        cache.put(name, _TEXT, is_final=True)
        os.utime(tmp_path / f"{name}.md", (number, number))
    cache.get("a")
    cache.put("d", _TEXT, is_final=True)
    assert [name for name in "abcd" if cache.get(name)] == ["a", "c", "d"]


def test_a_text_larger_than_the_room_is_kept_alone(tmp_path: Path) -> None:
    cache = TextCache(tmp_path, 10)
    cache.put("a", _TEXT, is_final=True)
    cache.put("b", _TEXT, is_final=True)
    assert (cache.get("a"), cache.get("b") is not None) == (None, True)


def test_a_text_from_the_future_and_a_foreign_folder_are_in_nobodys_way(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    cache = TextCache(tmp_path, 10)
    cache.put("a", _TEXT, is_final=True)
    os.utime(tmp_path / "a.md", (2**33, 2**33))
    cache.put("b", _TEXT, is_final=True)
    assert (cache.get("a"), cache.get("b") is not None) == (None, True)


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"\xff\xfe", b"{}", b"[]\ntext", b'{"format": 2}\n', b"null\n"),
        json.dumps({"format": 1, "origin": "moon", "url": "", "why": ""}).encode(),
        b"[" * 100_000,
        b'{"format": 1, "origin": "hf", "url": "", "why": "", "is_final": 1, "asked_at": 1%s}'
        % (b"0" * 400),
    ],
)
def test_what_is_damaged_or_foreign_counts_as_not_there(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.md").write_bytes(content)
    assert TextCache(tmp_path, 1_000).get("a") is None


def test_that_nothing_can_be_written_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    cache = TextCache(tmp_path / "file" / "texts", 1_000)
    cache.put("a", _TEXT, is_final=True)
    assert cache.get("a") is None
