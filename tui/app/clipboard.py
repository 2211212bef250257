"""Copying: to the system's clipboard where there is one, else through the terminal."""

import os
from collections.abc import Mapping


def copy_to_system(text: str, env: Mapping[str, str] = os.environ) -> bool:
    """Copy with pyperclip; ``False`` where it can't reach the clipboard of the person's screen.

    Over SSH the clipboard of this machine is not the one in front of the person.
    """
    if env.get("SSH_CONNECTION") or env.get("SSH_TTY"):
        return False
    import pyperclip

    try:
        pyperclip.copy(text)
    except (pyperclip.PyperclipException, OSError):
        return False
    return True
