"""Where a browser can open, and what is opened in it."""

import sys
import webbrowser
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.app.outside import Outside
from tests.hostile import HOSTILE_TEXTS
from tui.app.browser import can_open, open_pdf, open_url

PAGE = "https://arxiv.org/abs/1706.03762"


@pytest.mark.parametrize(
    ("env", "expected"),
    [
        ({}, False),
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({"WSL_DISTRO_NAME": "Debian"}, True),
        ({"DISPLAY": ":0", "SSH_CONNECTION": "10.0.0.1"}, False),
        ({"DISPLAY": ":0", "SSH_TTY": "/dev/pts/0"}, False),
        ({"SSH_TTY": "/dev/pts/0", "BROWSER": "lynx"}, True),
    ],
)
def test_a_browser_opens_only_before_the_persons_eyes(
    monkeypatch: pytest.MonkeyPatch, env: Mapping[str, str], *, expected: bool
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    assert can_open("", env) is expected


def test_a_mac_needs_no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert can_open("", {})
    assert not can_open("", {"SSH_TTY": "/dev/ttys000"})


def test_a_browser_that_was_named_is_tried_anywhere() -> None:
    assert can_open("firefox", {"SSH_TTY": "/dev/pts/0"})


def test_a_page_is_opened(outside: Outside) -> None:
    assert open_url(PAGE)
    assert outside.opened == [PAGE]


def test_the_named_browser_is_used(monkeypatch: pytest.MonkeyPatch, outside: Outside) -> None:
    asked: list[str | None] = []

    def browser(using: str | None) -> Outside:
        asked.append(using)
        return outside

    monkeypatch.setattr(webbrowser, "get", browser)
    assert open_url(PAGE, "firefox %s")
    assert asked == ["firefox %s"]


def test_only_web_addresses_are_opened(outside: Outside) -> None:
    for text in ("file:///etc/passwd", "javascript:alert(1)", "-x", *HOSTILE_TEXTS):
        assert not open_url(text), text[:40]
    assert outside.opened == []


def test_nothing_is_opened_without_a_browser(outside: Outside) -> None:
    outside.has_browser = False
    assert not open_url(PAGE)


def test_nothing_is_tried_over_ssh(monkeypatch: pytest.MonkeyPatch, outside: Outside) -> None:
    monkeypatch.setenv("SSH_CONNECTION", "10.0.0.1 22")
    assert not open_url(PAGE)
    assert outside.opened == []


def test_a_browser_that_fails_to_start_is_no_browser(
    monkeypatch: pytest.MonkeyPatch, outside: Outside
) -> None:
    def fail(_url: str) -> bool:
        raise OSError("exec failed")

    monkeypatch.setattr(outside, "open", fail)
    assert not open_url(PAGE)


def test_a_pdf_is_opened_only_from_its_folder(tmp_path: Path, outside: Outside) -> None:
    folder = tmp_path / "pdfs"
    folder.mkdir()
    inside, beside, page = folder / "a b.pdf", tmp_path / "secret.pdf", folder / "x.html"
    for file in (inside, beside, page):
        file.write_bytes(b"%PDF-")
    (folder / "link.pdf").symlink_to(beside)
    assert open_pdf(inside, folder)
    for file in (
        beside,
        page,
        folder / ".." / "secret.pdf",
        folder / "link.pdf",
        folder / "no.pdf",
    ):
        assert not open_pdf(file, folder), file
    assert outside.opened == [inside.resolve().as_uri()]
