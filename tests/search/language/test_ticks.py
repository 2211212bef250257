"""The filter pane's ticks and the text of the query: two views of one thing."""

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from tests.search.query_texts import typed_texts
from tui.search.language import parse
from tui.search.language.query import all_of, conjuncts
from tui.search.language.ticks import Tick, clear, exclude, ticked, toggle

INBOX, CODE = Tick("is", "inbox"), Tick("has", "code")
YEAR_24, YEAR_25 = Tick("year", "2024"), Tick("year", "2025")
ATTENTION = Tick("keyword", "sparse attention")

ticks = st.one_of(
    st.sampled_from(
        (INBOX, CODE, YEAR_24, YEAR_25, ATTENTION, Tick("cat", "cs.CL"), Tick("source", "hf"))
    ),
    st.builds(Tick, st.just("tag"), st.text(min_size=1, max_size=6).filter(str.strip)),
    st.builds(Tick, st.just("keyword"), st.sampled_from(("GPT-4", "A*", "C++", "what?", "x_y"))),
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", {}),
        ("long is:inbox", {INBOX: True}),
        ("is:inbox AND has:code", {INBOX: True, CODE: True}),
        ("is:(inbox) (has:code long)", {INBOX: True, CODE: True}),
        ("-is:inbox NOT has:code", {INBOX: False, CODE: False}),
        ("year:2024", {YEAR_24: True}),
        ("(year:2024 OR year:2025) x", {YEAR_24: True, YEAR_25: True}),
        ("year:(2024 OR 2025)", {YEAR_24: True, YEAR_25: True}),
        ("year:2024 OR year:2025", {YEAR_24: True, YEAR_25: True}),
        ("-(year:2024 OR year:2025)", {YEAR_24: False, YEAR_25: False}),
        ("cat:cs.CL OR keyword:x", {Tick("cat", "cs.cl"): True, Tick("keyword", "x"): True}),
        ('keyword:"sparse  attention"', {ATTENTION: True}),
        ("tag:toread source:hf", {Tick("tag", "toread"): True, Tick("source", "hf"): True}),
        ("year:2024 OR long", {}),
        ("year:2024 OR source:hf", {}),
        ("is:inbox OR is:read", {}),
        ("-(is:inbox has:code)", {}),
        ("year:2024.. upvotes:5 keyword:a* title:x date:2024 id:7 -long", {}),
        ("(year:2024 OR year:2025 OR year:x)", {}),
        ("(keyword:x NOT)", {Tick("keyword", "x"): True}),
        ("OR is:inbox has:code", {INBOX: True, CODE: True}),
    ],
)
def test_ticks_are_found_in_typed_text(text: str, found: dict[Tick, bool]) -> None:
    assert ticked(text) == found


@pytest.mark.parametrize(
    ("text", "tick", "toggled"),
    [
        ("", INBOX, "is:inbox"),
        ("long  range", INBOX, "long  range is:inbox"),
        ("is:inbox", CODE, "is:inbox has:code"),
        ("is:inbox long", INBOX, "long"),
        ("long is:inbox range", INBOX, "long range"),
        ("long AND is:inbox AND range", INBOX, "long AND range"),
        ("is:inbox AND range", INBOX, "range"),
        ("(is:inbox) AND range", INBOX, "range"),
        ("-is:inbox long", INBOX, "long is:inbox"),
        ("a OR b", INBOX, "(a OR b) is:inbox"),
        ("a", YEAR_24, "a year:2024"),
        ("year:2024 a", YEAR_25, "(year:2024 OR year:2025) a"),
        ("a (year:2024 OR year:2025)", YEAR_25, "a year:2024"),
        ("a year:(2024 OR 2025) b", YEAR_25, "a year:2024 b"),
        ("f(year:2024 OR year:2025)b", YEAR_25, "f year:2024 b"),
        ("-year:2023 a", YEAR_24, "-year:2023 a year:2024"),
        ("-(year:2023 OR year:2022 OR year:2024) a", YEAR_24, "-year:2023 -year:2022 a year:2024"),
        ("cat:cs.CL", ATTENTION, '(cat:cs.CL OR keyword:"sparse attention")'),
        ("year:2024 OR year:2023", YEAR_25, "(year:2024 OR year:2023 OR year:2025)"),
        ("(is:inbox has:code) a", CODE, "(is:inbox) a"),
        ("is:(inbox unread)", INBOX, "is:(unread)"),
        ("CAT:cs.cl a", Tick("cat", "cs.CL"), "a"),
        ('"long ra', INBOX, '"long ra" is:inbox'),
        ('"long ra\\', INBOX, '"long ra\\\\" is:inbox'),
        ('(a OR "b', INBOX, '(a OR "b") is:inbox'),
        ("(a OR", INBOX, "(a OR) is:inbox"),
        ("a NOT", INBOX, "(a NOT) is:inbox"),
        ("a -", INBOX, "a - is:inbox"),
        ("title: ", INBOX, "title: is:inbox"),
        ("b OR a) c", INBOX, "(b OR a c) is:inbox"),
    ],
)
def test_toggling_edits_the_text_and_leaves_the_rest(text: str, tick: Tick, toggled: str) -> None:
    assert toggle(text, tick) == toggled


@pytest.mark.parametrize(
    ("text", "excluded"),
    [
        ("a", "a -year:2024"),
        ("a -year:2024", "a"),
        ("a year:2024", "a -year:2024"),
        ("(year:2024 OR year:2025) a", "year:2025 a -year:2024"),
        ("a OR b", "(a OR b) -year:2024"),
    ],
)
def test_excluding(text: str, excluded: str) -> None:
    assert exclude(text, YEAR_24) == excluded


def test_clearing_keeps_the_words() -> None:
    text = "is:inbox AND long -has:code (year:2024 OR year:2025) range sort:newest"
    assert clear(text) == "long range sort:newest"
    assert clear("year:2024 OR year:2025") == ""


@pytest.mark.parametrize(
    ("tick", "clause"),
    [
        (Tick("tag", "to read"), 'tag:"to read"'),
        (Tick("tag", 'say "hi" (now)'), r'tag:"say \"hi\" (now)"'),
        (Tick("keyword", "A*"), 'keyword:"A*"'),
        (Tick("keyword", "long-range"), "keyword:long-range"),
        (INBOX, "is:inbox"),
    ],
)
def test_a_tick_prints_as_its_clause(tick: Tick, clause: str) -> None:
    assert str(tick) == clause


def test_ticks_are_equal_whatever_their_case() -> None:
    assert {Tick("cat", "cs.CL"), Tick("cat", "CS.cl")} == {Tick("cat", "cs.cl")}
    assert Tick("cat", "x") != Tick("tag", "x")
    assert Tick("cat", "x") != "cat:x"


def test_sections_say_which_ticks_are_alternatives() -> None:
    assert Tick("cat", "cs.CL").section == ATTENTION.section == "topic"
    assert (YEAR_24.widens, INBOX.widens) == (True, False)


@given(typed_texts, ticks)
@settings(max_examples=300)
@example('"\\', Tick("tag", '“\\"'))
def test_toggling_adds_exactly_that_tick(text: str, tick: Tick) -> None:
    before = ticked(text)
    assume(tick not in before)
    assert ticked(toggle(text, tick)) == {**before, tick: True}


@given(typed_texts, ticks)
@settings(max_examples=300)
def test_excluding_adds_exactly_that_exclusion(text: str, tick: Tick) -> None:
    before = ticked(text)
    assume(tick not in before)
    assert ticked(exclude(text, tick)) == {**before, tick: False}


@given(typed_texts, ticks)
@settings(max_examples=300)
def test_toggling_twice_asks_for_the_same(text: str, tick: Tick) -> None:
    assume(tick not in ticked(text))
    twice = parse(toggle(toggle(text, tick), tick))
    assert (twice.root, twice.sort) == (parse(text).root, parse(text).sort)


@given(typed_texts, ticks)
@settings(max_examples=200)
def test_a_tick_that_narrows_adds_its_clause(text: str, tick: Tick) -> None:
    assume(tick not in ticked(text))
    clauses = (*conjuncts(parse(text).root), *conjuncts(parse(f"-{tick}").root))
    assert parse(exclude(text, tick)).root == all_of(clauses)


@given(typed_texts, st.lists(ticks, min_size=1, max_size=4, unique=True))
@settings(max_examples=200)
def test_cleared_text_has_no_tick_and_asks_for_the_rest(text: str, added: list[Tick]) -> None:
    rest = parse(clear(text)).root
    for tick in added:
        text = toggle(text, tick)
    assert ticked(clear(text)) == {}
    assert parse(clear(text)).root == rest
