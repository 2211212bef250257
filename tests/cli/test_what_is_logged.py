"""What a session leaves in the log: what failed, and neither secrets nor the text of papers."""

import json
from pathlib import Path

import pytest

from tests.cli.command import Run
from tests.cli.test_recover import damage
from tui.library import Library
from tui.log import log_file
from tui.paths import Paths

_TITLE = "Xyzzy: a “quoted” \x1b[31mtitle\n[@click=app.quit] of somebody's"
_SECRETS = {
    "HF_TOKEN": "an-odd-token-1",
    "https_proxy": "http://me:proxy-word-2@127.0.0.1:9",
    "SMTP_PASSWORD": "mail-word-3",
}


def test_a_session_leaves_neither_secrets_nor_text_of_papers(
    run: Run, seeded_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in _SECRETS.items():
        monkeypatch.setenv(name, value)
    config = seeded_home / "config" / "config.toml"
    config.parent.mkdir()
    config.write_text('[mail]\npassword = "config-word-4"\n')

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError(f"{_TITLE} {' '.join(_SECRETS.values())}")

    rows = [{"title": _TITLE, "abstract": "Plugh plover"}, {"title": 7}, {"abstract": "Plugh"}]
    assert run("import", "-", stdin="\n".join(map(json.dumps, rows))).code in (0, 1)
    assert run("show", f"no {_TITLE}").code == 1
    assert run("sync").code == 1
    with monkeypatch.context() as patch:
        patch.setattr(Library, "search", fail)
        assert run("search", "xyzzy").code == 1
    damage(Paths.standard(seeded_home).database)
    assert run("show", "1").code == 1
    logged = log_file(seeded_home / "logs").read_text("utf-8")
    assert "RuntimeError at " in logged
    assert "is damaged" in logged
    for word in ("xyzzy", "plugh", "plover", "token-1", "word-2", "word-3", "word-4"):
        assert word not in logged.lower()
    assert all(line.isprintable() and len(line) <= 2_000 for line in logged.splitlines())


def test_wrong_usage_is_no_failure(run_fresh: Run, home: Path) -> None:
    assert run_fresh("search", "--no-such-option").code == 2
    assert run_fresh().code == 2
    assert not (home / "logs").exists()
