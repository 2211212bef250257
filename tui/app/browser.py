"""Opening links in the person's browser, where there is one that leaves the terminal alone."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from tui.papers.links import safe_url

if TYPE_CHECKING:
    import webbrowser


def can_open(open_with: str, env: Mapping[str, str] = os.environ) -> bool:
    """Whether a browser can open a window here.

    Over SSH, or on a Unix without a display, only a browser that the person named is tried: what
    the system would pick otherwise draws over the reader or opens on another machine.
    """
    if open_with or env.get("BROWSER"):
        return True
    if env.get("SSH_CONNECTION") or env.get("SSH_TTY"):
        return False
    if sys.platform in ("darwin", "win32"):
        return True
    return bool(env.get("DISPLAY") or env.get("WAYLAND_DISPLAY") or env.get("WSL_DISTRO_NAME"))


def open_url(url: str, open_with: str = "") -> bool:
    """Open an http or https address in the browser; ``False`` when that can't be done.

    ``open_with`` is a browser as :mod:`webbrowser` names it, or a command; ``""`` is the default.
    """
    checked = safe_url(url)
    return checked is not None and _open(checked, open_with)


def open_pdf(file: Path, folder: Path, open_with: str = "") -> bool:
    """Open a PDF that lies in ``folder``, and nothing else; ``False`` when that can't be done."""
    path, inside = file.resolve(), folder.resolve()
    if path.suffix != ".pdf" or inside not in path.parents or not path.is_file():
        return False
    return _open(path.as_uri(), open_with)


def _open(address: str, open_with: str) -> bool:
    import webbrowser

    if not can_open(open_with):
        return False
    try:
        browser = webbrowser.get(open_with or None)
        if isinstance(browser, webbrowser.GenericBrowser):
            return _start(browser, address)
        return browser.open(address)
    except (webbrowser.Error, OSError, ValueError):
        return False


def _start(browser: "webbrowser.GenericBrowser", url: str) -> bool:
    """Start a browser that is only a command: apart from the terminal, and not waited for."""
    import subprocess

    words = [argument.replace("%s", url) for argument in browser.args]
    subprocess.Popen(
        [browser.name, *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    return True
