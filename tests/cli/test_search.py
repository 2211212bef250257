"""``papertui search``."""

import json
from pathlib import Path

import pytest

from tests.cli.command import Run
from tests.hostile import HOSTILE_TEXTS, LONG
from tui.cli.cells import cell_width

_KEYS = [
    "id", "arxiv_id", "doi", "title", "abstract", "authors", "categories", "keywords", "comment",
    "organization", "venue", "ai_summary", "submitter", "published_on", "listed_on", "upvotes",
    "stars", "num_comments", "links", "sources", "bookmarked", "read", "archived", "tags", "note",
    "changed_at", "score",
]  # fmt: skip


def test_a_table_in_a_pipe_has_whole_fields_and_tabs(run: Run) -> None:
    run("mark", "2", "--bookmark", "--archive")
    finished = run("search", "loconet")
    title = "LoCoNet: Long-Short Context Network for Active Speaker Detection"
    assert finished.code == 0
    assert finished.out == f"2\t★×\t{title}\t2025-03-11\tcode\n"
    assert finished.err == ""


def test_a_table_on_a_terminal_fits_it(run: Run) -> None:
    run("mark", "2", "--bookmark")
    finished = run("search", "long", "range", terminal=True, width=60)
    rows = [_without_style(line) for line in finished.lines]
    assert all(cell_width(row) <= 60 for row in rows)
    assert any("…" in row for row in rows)
    assert any("★" in row for row in rows)
    assert "12 papers · relevance" in finished.err


def test_a_terminal_shows_twenty_and_says_how_to_see_all(run: Run) -> None:
    finished = run("search", "*", terminal=True)
    assert len(finished.lines) == 20
    assert "20 of 55 papers. --limit 55 shows all." in finished.err
    assert len(run("search", "*").lines) == 55


def test_colour_is_only_for_terminals_that_want_it(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "\x1b[" in run("search", "loconet", terminal=True).out
    assert "\x1b[" not in run("search", "loconet").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in run("search", "loconet", terminal=True).out


def test_json_is_the_object_of_the_stable_interface(run: Run) -> None:
    found = run("search", "long", "range", "--format", "json").json
    assert list(found) == ["query", "total", "took_ms", "papers"]
    assert found["query"] == "long range"
    assert found["total"] == len(found["papers"]) == 12
    assert isinstance(found["took_ms"], float)
    assert list(found["papers"][0]) == _KEYS
    scores = [paper["score"] for paper in found["papers"]]
    assert scores == sorted(scores, reverse=True)


def test_a_query_without_words_gives_no_scores(run: Run) -> None:
    papers = run("search", "has:code", "--format", "json").json["papers"]
    assert len(papers) == 5
    assert {paper["score"] for paper in papers} == {None}


def test_jsonl_has_one_paper_a_line(run: Run) -> None:
    papers = [json.loads(line) for line in run("search", "has:code", "--format", "jsonl").lines]
    assert [list(paper) for paper in papers] == [_KEYS] * 5


def test_ids_has_one_number_a_line(run: Run) -> None:
    assert run("search", "loconet", "--format", "ids").out == "2\n"


def test_limit_and_offset_cut_a_page_out(run: Run) -> None:
    everything = run("search", "*", "--format", "ids").lines
    page = run("search", "*", "--format", "ids", "--limit", "3", "--offset", "10").lines
    assert page == everything[10:13]


def test_a_limit_of_nothing_still_counts(run: Run) -> None:
    finished = run("search", "*", "--format", "json", "--limit", "0")
    assert finished.code == 0
    assert (finished.json["total"], finished.json["papers"]) == (55, [])


def test_an_offset_behind_the_last_paper_says_so(run: Run) -> None:
    finished = run("search", "has:code", "--offset", "5")
    assert (finished.code, finished.out) == (1, "")
    assert "There are only 5 papers." in finished.err


def test_sort_overrides_the_order(run: Run) -> None:
    papers = run("search", "has:code", "--sort", "title", "--format", "json").json["papers"]
    titles = [paper["title"].lower() for paper in papers]
    assert titles == sorted(titles)


def test_nothing_found_tells_the_ways_out(run: Run) -> None:
    finished = run("search", "lcoonet", "--format", "ids")
    assert (finished.code, finished.out) == (1, "")
    assert "No papers for: lcoonet" in finished.err
    assert "Did you mean “loconet”" in finished.err
    loosened = run("search", "loconet is:archived")
    assert "Without is:archived, 1 paper" in loosened.err


@pytest.mark.parametrize("terminal", [True, False])
def test_a_table_shows_papers_of_words_spelled_like_a_misspelled_one(
    run: Run, terminal: bool
) -> None:
    finished = run("search", "lcoonet", terminal=terminal)
    assert finished.code == 0
    assert len(finished.lines) == 1
    assert "LoCoNet" in finished.out
    assert "No paper says “lcoonet”: showing words spelled like it." in finished.err


@pytest.mark.parametrize("form", ["json", "jsonl", "ids"])
def test_a_script_gets_just_what_it_asked_for(run: Run, form: str) -> None:
    finished = run("search", "lcoonet", "--format", form)
    assert finished.code == 1
    assert "showing" not in finished.err
    assert "LoCoNet" not in finished.out


def test_the_order_for_you_goes_by_the_bookmarks_or_says_that_there_are_none(run: Run) -> None:
    none = run("search", "*", "--sort", "for-you", "--format", "ids")
    assert none.lines == run("search", "*", "--sort", "newest", "--format", "ids").lines
    assert none.err == "No bookmarks yet to go by: newest first.\n"
    run("mark", "7", "--bookmark")
    some = run("search", "*", "--sort", "for-you", "--format", "ids")
    assert some.lines != none.lines
    assert some.err == ""


def test_nothing_found_is_json_all_the_same(run: Run) -> None:
    finished = run("search", "zzzz", "--format", "json")
    assert finished.code == 1
    assert finished.json["papers"] == []


def test_a_problem_is_pointed_at(run: Run) -> None:
    finished = run("search", "loconet titel:x")
    assert finished.err.splitlines()[:3] == [
        "warning: There is no field “titel”, so it is searched as text. Did you mean “title:”?",
        "  loconet titel:x",
        "          ^^^^^^",
    ]


def test_carets_stand_right_below_wide_letters_and_in_long_queries(run: Run) -> None:
    _, shown, carets = run("search", "大規模 titel:x").err.splitlines()[:3]
    assert cell_width(shown[: shown.index("titel")]) == carets.index("^")
    _, shown, carets = run("search", "long " * 100 + "titel:x").err.splitlines()[:3]
    assert shown.index("titel") == carets.index("^")
    assert len(shown) <= 102


def test_a_word_to_leave_out_is_no_option(run: Run) -> None:
    with_survey = run("search", "transformers", "--format", "ids").lines
    without = run("search", "transformers", "-survey", "--format", "ids").lines
    assert set(without) < set(with_survey)


def test_a_mistyped_option_is_wrong_usage(run: Run) -> None:
    finished = run("search", "x", "--fromat", "json")
    assert finished.code == 2
    assert "Did you mean '--format'?" in finished.err


def test_a_search_without_a_query_is_wrong_usage(run: Run) -> None:
    assert run("search").code == 2


def test_the_index_is_made_on_the_way(run_fresh: Run) -> None:
    assert run_fresh("search", "loconet", "--format", "ids").out == "2\n"


def test_an_index_that_cannot_be_used_is_made_anew_and_that_is_told(
    run: Run, seeded_home: Path
) -> None:
    for file in (seeded_home / "data" / "index").glob("*.json"):
        file.write_text('{"version": -1}')
    finished = run("search", "loconet", "--format", "ids")
    assert finished.out == "2\n"
    assert "another version of papertui" in finished.err


def test_wrong_settings_are_warned_of(run: Run, seeded_home: Path) -> None:
    (seeded_home / "config").mkdir()
    (seeded_home / "config" / "config.toml").write_text('[reader]\nsort = "newset"\n')
    finished = run("search", "loconet")
    assert finished.code == 0
    assert "line 2, reader.sort" in finished.err
    assert "newest" in finished.err


@pytest.mark.parametrize("number", range(len(HOSTILE_TEXTS) - len(LONG)))
def test_no_query_steers_the_terminal_or_breaks_the_search(run: Run, number: int) -> None:
    finished = run("search", "--", HOSTILE_TEXTS[number], "zzzz", terminal=True)
    assert finished.code in (0, 1, 2)
    assert "Traceback" not in finished.err
    assert "failed where it should not" not in finished.err
    assert not set("\x1b\x9b\x07\u202e") & set(finished.err)


def test_hostile_notes_and_titles_do_not_steer_the_terminal(run: Run) -> None:
    records = [
        json.dumps({"title": f"Paper {n} {text}", "note": text, "tags": [text]})
        for n, text in enumerate(HOSTILE_TEXTS)
    ]
    run("import", "--format", "jsonl", "-", stdin="\n".join(records))
    finished = run("search", "title:paper*", "--limit", "1000", terminal=True)
    rows = [_without_style(line) for line in finished.lines]
    assert len(rows) > 50
    assert not set("\x1b\x9b\x07\u202e") & set("".join(rows))
    assert all(cell_width(row) <= 80 for row in rows)


def _without_style(line: str) -> str:
    for code in ("0", "1", "2", "33", "36"):
        line = line.replace(f"\x1b[{code}m", "")
    return line


@pytest.mark.parametrize("query", ["date:2025-13", "[/]", '"', "is:foo"])
def test_a_query_of_which_nothing_is_understood_does_not_mean_everything(
    run: Run, query: str
) -> None:
    finished = run("search", query, "--format", "ids")
    assert finished.code == 2
    assert finished.out == ""


def test_an_empty_query_means_everything(run: Run) -> None:
    assert len(run("search", "", "--format", "ids").lines) == 55
