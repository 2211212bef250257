"""The configuration file: what it sets, and what is said about what it can't."""

import errno
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tui.config import (
    ArxivSettings,
    ConfigProblem,
    HubSettings,
    Settings,
    load,
    located,
    template,
)


def loaded(folder: Path, text: str) -> tuple[Settings, list[ConfigProblem]]:
    file = folder / "config.toml"
    file.write_text(text, "utf-8")
    return load(file)


def test_a_missing_file_is_all_defaults(tmp_path: Path) -> None:
    assert load(tmp_path / "none.toml") == (Settings(), [])


def test_every_setting_is_read(tmp_path: Path) -> None:
    text = """
        [reader]
        theme = "nord"
        density = "compact"
        panes = ["detail"]
        sort = "upvotes"
        query = "is:inbox"
        [triage]
        read_on_open = false
        [links]
        open_with = "firefox"
        [sync]
        every = 0
        [sources.hf]
        on = false
        days = 30
        trending = false
        searches = ["long context"]
        [sources.arxiv]
        on = true
        categories = ["cs.CL", "hep-th", "math"]
        queries = ["ti:mamba AND cat:cs.LG"]
        via = "feed"
        api = "http://127.0.0.1:8000/api/query"
        feed = "http://127.0.0.1:8000"
        oai = "http://localhost/oai"
        [reading]
        cache_mb = 1
        [keys]
        "paper.bookmark" = "b,B"
        list.down = "j"
    """
    assert loaded(tmp_path, text) == (
        Settings(
            theme="nord",
            density="compact",
            panes=("detail",),
            sort="upvotes",
            start_query="is:inbox",
            read_on_open=False,
            open_with="firefox",
            keymap={"paper.bookmark": "b,B", "list.down": "j"},
            sync_every=0,
            hf=HubSettings(on=False, days=30, trending=False, searches=("long context",)),
            arxiv=ArxivSettings(
                on=True,
                categories=("cs.CL", "hep-th", "math"),
                queries=("ti:mamba AND cat:cs.LG",),
                via="feed",
                api="http://127.0.0.1:8000/api/query",
                feed="http://127.0.0.1:8000",
                oai="http://localhost/oai",
            ),
            reading_cache_mb=1,
        ),
        [],
    )


def test_the_template_changes_nothing(tmp_path: Path) -> None:
    assert loaded(tmp_path, template()) == (Settings(), [])


def test_the_template_shows_every_setting_with_its_default(tmp_path: Path) -> None:
    uncommented = re.sub(r'^#(?=[\w"])', "", template(), flags=re.MULTILINE)
    expected = Settings(
        start_query="is:inbox",
        keymap={"paper.bookmark": "b"},
        hf=HubSettings(searches=("long context", "state space models")),
        arxiv=ArxivSettings(categories=("cs.CL", "cs.LG"), queries=("ti:mamba AND cat:cs.LG",)),
    )
    assert loaded(tmp_path, uncommented) == (expected, [])
    assert template().isascii()


@pytest.mark.parametrize(
    ("text", "line", "key", "message", "hint"),
    [
        ('[reader]\nthemme = "x"', 2, "reader.themme", "no such setting", '"reader.theme"'),
        ('[readr]\ntheme = "x"', 2, "readr.theme", "no such setting", '"reader.theme"'),
        ('theme = "x"', 1, "theme", "no such setting", '"reader.theme"'),
        ("zzzz = 1", 1, "zzzz", "no such setting", "Known are reader.theme"),
        ("reader = 3", 1, "reader", "no such setting", ""),
        ("[unknown]", 1, "unknown", "no such setting", ""),
        ("[reader.theme]\nx = 1", 2, "reader.theme.x", "no such setting", '"reader.theme"'),
        ("[reader]\n\ntheme = 3", 3, "reader.theme", "a text in quotes, not 3", ""),
        ("reader.theme = 2026-01-01", 1, "reader.theme", "text in quotes, not 2026-01-01", ""),
        ("reader = {theme = 3}", 1, "reader.theme", "a text in quotes, not 3", ""),
        (
            '[reader]\n"density" = "Compct"',
            2,
            "reader.density",
            'one of "comfortable", "compact", not "Compct"',
            'Did you mean "compact"?',
        ),
        ("[reader]\nsort = true", 2, "reader.sort", "not true", ""),
        (
            '[reader]\npanes = ["filter"]',
            2,
            "reader.panes",
            'a list of "filters", "detail", not ["filter"]',
            'Did you mean "filters"?',
        ),
        ("[reader]\npanes = [[]]", 2, "reader.panes", "not [[]]", ""),
        ('[reader]\npanes = "detail"', 2, "reader.panes", 'not "detail"', ""),
        ("[triage]\nread_on_open = 1", 2, "triage.read_on_open", "true or false, not 1", ""),
        ('[keys]\n"a.b" = 1', 2, "keys.a.b", "a text in quotes, not 1", ""),
        (f"[reader]\ntheme = [{'1,' * 99}]", 2, "reader.theme", "…", ""),
        ("[sources]\nhf = true", 2, "sources.hf", "no such setting", ""),
        ("[source.arxiv]\non = true", 2, "source.arxiv.on", "such setting", '"sources.arxiv.on"'),
        ("[sources.hf]\ndays = 0", 2, "sources.hf.days", "number from 1 to 366, not 0", ""),
        ("[sources.hf]\ndays = 7.0", 2, "sources.hf.days", "not 7.0", ""),
        ("[sync]\nevery = true", 2, "sync.every", "number from 0 to 720, not true", ""),
        ("[sync]\nevery = 721", 2, "sync.every", "not 721", ""),
        ('[sources.hf]\nsearches = "x"', 2, "sources.hf.searches", 'not "x"', ""),
        ('[sources.hf]\nsearches = [""]', 2, "sources.hf.searches", 'not [""]', ""),
        ('[sources.hf]\nsearches = ["a\\u200bb"]', 2, "sources.hf.searches", "in quotes", ""),
        (f"[sources.hf]\nsearches = {['x'] * 101}", 2, "sources.hf.searches", "in quotes", ""),
        ('[sources.arxiv]\ncategories = ["CL"]', 2, "sources.arxiv.categories", '["cs.CL"', ""),
        ('[sources.arxiv]\nvia = "oai"', 2, "sources.arxiv.via", '"api", "feed"', ""),
        ('[sources.arxiv]\napi = "ftp://x"', 2, "sources.arxiv.api", "begins with https", ""),
        ('[sources.arxiv]\noai = "https://x/?a"', 2, "sources.arxiv.oai", "an address", ""),
        ("[reading]\ncache_mb = 0", 2, "reading.cache_mb", "not 0", ""),
    ],
)
def test_what_cannot_be_used_is_named_with_its_line_and_the_nearest_valid_word(
    tmp_path: Path, text: str, line: int, key: str, message: str, hint: str
) -> None:
    good = '\n[links]\nopen_with = "lynx"\n'
    found, problems = loaded(tmp_path, text + good)
    assert found == Settings(open_with="lynx")
    [problem] = problems
    assert (problem.path, problem.line, problem.key) == (tmp_path / "config.toml", line, key)
    assert message in problem.message
    assert hint in problem.hint


def test_an_empty_section_is_no_problem(tmp_path: Path) -> None:
    assert loaded(tmp_path, "[keys]\n[reader]\n[sources]\n[sources.hf]\n") == (Settings(), [])


def test_every_problem_is_reported_at_once(tmp_path: Path) -> None:
    found, problems = loaded(tmp_path, '[reader]\nsort = "up"\ndensity = 1\ntheme = "nord"')
    assert found == Settings(theme="nord")
    assert [problem.line for problem in problems] == [2, 3]


@pytest.mark.parametrize(
    ("text", "line"),
    [("[reader]\ntheme = \n", 2), ("a = 1\na = 2", 2), ("[reader", 1), ("a = " + "[" * 9999, 1)],
)
def test_a_file_that_is_not_toml_is_all_defaults_and_says_where(
    tmp_path: Path, text: str, line: int
) -> None:
    found, problems = loaded(tmp_path, text)
    assert found == Settings()
    [problem] = problems
    assert problem.line == line
    assert "not TOML" in problem.message
    assert "(at" not in problem.message


def test_a_byte_order_mark_is_allowed(tmp_path: Path) -> None:
    assert loaded(tmp_path, '\ufeff[reader]\ntheme = "nord"') == (Settings(theme="nord"), [])


def test_a_file_that_cannot_be_read_is_all_defaults_with_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "latin").write_bytes(b"\xff\xfe\xe9")
    assert "UTF-8" in str(load(tmp_path / "latin")[1][0])
    assert "can't be read" in str(load(tmp_path)[1][0])

    def refuse(*args: object) -> str:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(Path, "read_text", refuse)
    assert "Permission denied" in str(load(tmp_path / "latin")[1][0])


def test_a_problem_reads_as_one_sentence_with_its_place() -> None:
    problem = ConfigProblem(Path("c.toml"), 4, "reader.sort", "Must be text.", "Use quotes.")
    assert str(problem) == "c.toml, line 4, reader.sort: Must be text. Use quotes."
    assert str(ConfigProblem(None, None, "keys.x", "No.")) == "keys.x: No."


def test_problems_found_elsewhere_are_located_in_the_file(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('[keys]\n"a" = "1"\n\'paper.open\' = "x"\nb . c = "y"')
    problems = [
        ConfigProblem(None, None, key, "m") for key in ("keys.paper.open", "keys.b.c", "other")
    ]
    assert [(found.path, found.line) for found in located(problems, file)] == [
        (file, 3),
        (file, 4),
        (file, None),
    ]
    missing = tmp_path / "none"
    assert located(problems[:1], missing) == [ConfigProblem(missing, None, "keys.paper.open", "m")]


def test_reading_no_file_imports_no_parser() -> None:
    code = (
        "import sys, pathlib, tui.config; tui.config.load(pathlib.Path('/none'));"
        "sys.exit(any(name in sys.modules for name in ('tomllib', 'difflib', 'json')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


toml_words = st.sampled_from(
    ["[reader]", "[keys]", "[[x]]", "theme", "panes", "=", '"', "'''", "[", "]", "{", "}", ".", "1"]
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.one_of(
        st.lists(st.one_of(toml_words, st.just("\n"), st.text(max_size=3))).map(" ".join),
        st.text(),
    )
)
def test_no_file_makes_loading_fail(tmp_path: Path, text: str) -> None:
    file = tmp_path / "config.toml"
    file.write_bytes(text.encode("utf-8", "replace"))
    found, problems = load(file)
    assert isinstance(found, Settings)
    assert all(str(problem) for problem in problems)
