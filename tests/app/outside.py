"""What stands around the terminal: a browser and a clipboard that only remember."""

import webbrowser

import pyperclip
import pytest


class Outside:
    """Remembers what was opened and copied; either can be taken away."""

    def __init__(self) -> None:
        self.opened: list[str] = []
        self.clipboard = ""
        self.has_browser = True
        self.has_clipboard = True

    def take_the_place_of_the_real_one(self, monkeypatch: pytest.MonkeyPatch) -> "Outside":
        for name in ("SSH_CONNECTION", "SSH_TTY", "BROWSER"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("DISPLAY", ":0")
        monkeypatch.setattr(webbrowser, "get", self._browser)
        monkeypatch.setattr(pyperclip, "copy", self._copy)
        return self

    def _browser(self, using: str | None = None) -> "Outside":
        if not self.has_browser:
            raise webbrowser.Error("could not locate runnable browser")
        return self

    def open(self, url: str) -> bool:
        self.opened.append(url)
        return True

    def _copy(self, text: str) -> None:
        if not self.has_clipboard:
            raise pyperclip.PyperclipException("no clipboard")
        self.clipboard = text
