"""The query language: what people type, what it asks for, and what is said about it."""

from datetime import date

import pytest
from hypothesis import example, given, settings

from tests.search.query_texts import typed_texts
from tui.search.language import parse, parse_parts
from tui.search.language.parser import MAX_DEPTH, MAX_LENGTH, MAX_TEXT
from tui.search.language.query import (
    And,
    DateRange,
    Everything,
    Exact,
    Has,
    Node,
    Not,
    NumberRange,
    Or,
    Problem,
    State,
    Text,
    all_of,
    leaves,
)

TODAY = date(2025, 3, 11)
LONG, RANGE = Text("long"), Text("range")
A, B, C = Text("a"), Text("b"), Text("c")


def root_of(text: str) -> Node | None:
    return parse(text, TODAY).root


def only_problem(text: str) -> Problem:
    (problem,) = parse(text, TODAY).problems
    return problem


@pytest.mark.parametrize(
    ("text", "root"),
    [
        ("", None),
        ("  \t", None),
        ("long range", And((LONG, RANGE))),
        ("long AND range", And((LONG, RANGE))),
        ("long or range", And((LONG, Text("or"), RANGE))),
        ('"chain of thought"', Text("chain of thought", kind="phrase")),
        ("“chain  of thought”", Text("chain of thought", kind="phrase")),
        ("gan OR diffusion", Or((Text("gan"), Text("diffusion")))),
        ("-survey", Not(Text("survey"))),
        ("NOT survey", Not(Text("survey"))),
        ("NOT -survey", Text("survey")),
        ("---survey", Not(Text("survey"))),
        ("--survey", Text("survey")),
        ('-"a b"', Not(Text("a b", kind="phrase"))),
        ("-(a OR b)", Not(Or((A, B)))),
        ("-(-a)", A),
        ("(a OR b) c", And((Or((A, B)), C))),
        ("a OR b c", Or((A, And((B, C))))),
        ("(a (b c))", And((A, B, C))),
        ("a OR (b OR c)", Or((A, B, C))),
        ("f(a)", And((Text("f"), A))),
        ("long-range", Text("long-range")),
        ("C++ C# GPT-4", And((Text("C++"), Text("C#"), Text("GPT-4")))),
        ("*", Everything()),
        ("transf*", Text("transf", kind="prefix")),
        ("transf**", Text("transf", kind="prefix")),
        ("transfomer~", Text("transfomer", kind="fuzzy")),
        ("transfomer~2", Text("transfomer", kind="fuzzy")),
        ("*former", Text("*former", kind="wildcard")),
        ("wh?t", Text("wh?t", kind="wildcard")),
        ("wh??", Text("wh??")),
        ("w??t", Text("w??t", kind="wildcard")),
        ("what?", Text("what?")),
        ("long-rang*", And((LONG, Text("rang", kind="prefix")))),
        ("long-ragne~", And((LONG, Text("ragne", kind="fuzzy")))),
        ("深度*", Text("深度", kind="phrase")),
        ("深度~", Text("深度", kind="phrase")),
        ("what?-not*", And((Text("what"), Text("not", kind="prefix")))),
    ],
)
def test_words_and_operators(text: str, root: Node | None) -> None:
    query = parse(text, TODAY)
    assert query.root == root
    assert query.problems == ()


@pytest.mark.parametrize(
    ("text", "root"),
    [
        ("title:long", Text("long", "title")),
        ("Title:long", Text("long", "title")),
        ('title:"long range"', Text("long range", "title", "phrase")),
        ("title:(a b)", And((Text("a", "title"), Text("b", "title")))),
        ("title:(a author:b)", And((Text("a", "title"), Text("b", "author")))),
        ("-author:x", Not(Text("x", "author"))),
        ("author:lecu~", Text("lecu", "author", "fuzzy")),
        ("title:transf*", Text("transf", "title", "prefix")),
        ("title:-x", Text("-x", "title")),
        ("cat:cs.CL", Exact("cat", "cs.CL")),
        ("cat:cs.*", Exact("cat", "cs")),
        ("cat:cs..**", Exact("cat", "cs")),
        ("cat:*", Exact("cat", "*")),
        ("cat:(cs.CL OR cs.LG)", Or((Exact("cat", "cs.CL"), Exact("cat", "cs.LG")))),
        ('tag:"to read"', Exact("tag", "to read")),
        (r'tag:"a \"b\" \\ \c"', Exact("tag", r'a "b" \ \c')),
        ("id:2501.00663", Exact("id", "2501.00663")),
        ("arXiv:2501.00663", Exact("id", "2501.00663")),
        ("similar:17", Exact("similar", "17")),
        ("is:Unread", State("unread")),
        ("has:code", Has("code")),
        ("is:(unread bookmarked)", And((State("unread"), State("bookmarked")))),
    ],
)
def test_fields(text: str, root: Node) -> None:
    query = parse(text, TODAY)
    assert query.root == root
    assert query.problems == ()


@pytest.mark.parametrize(
    ("value", "low", "high"),
    [
        ("50", 50, 50),
        (">50", 51, None),
        (">=50", 50, None),
        ("<10", None, 9),
        ("<=10", None, 10),
        ("<0", None, -1),
        ("100..5000", 100, 5000),
        ("100..", 100, None),
        ("..50", None, 50),
        ("1_000", 1000, 1000),
        ("1k..5K", 1000, 5000),
        ("1.5k", 1500, 1500),
        ("2m", 2_000_000, 2_000_000),
        (">999999999999999m", 10**15, None),
    ],
)
def test_numbers(value: str, low: int | None, high: int | None) -> None:
    assert root_of(f"stars:{value}") == NumberRange("stars", low, high)


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("sort:newest", "newest"),
        ("sort:For-You", "for-you"),
        ("a sort:stars b sort:TITLE", "title"),
        ("a", None),
        ("a OR b sort:upvotes", "upvotes"),
    ],
)
def test_the_last_order_counts(text: str, sort: str | None) -> None:
    assert parse(text).sort == sort


def test_an_order_is_no_clause() -> None:
    assert root_of("a sort:newest OR b") == Or((A, B))


@pytest.mark.parametrize(
    ("text", "place", "hint"),
    [
        ("x date:2025-13 y", "2025-13", "Did you mean “date:2025-12”?"),
        ("date:2025-02-30", "2025-02-30", "Did you mean “date:2025-02-28”?"),
        ("date:someday x", "someday", "date:7d"),
        ("date:2024-06..2024-01", "2024-06..2024-01", "For example"),
        ("upvotes:many", "many", "upvotes:>50"),
        ("upvotes:9..1 x", "9..1", "For example"),
        ("upvotes:1.2.3 x", "1.2.3", "For example"),
        ("is:unred", "unred", "Did you mean “is:unread”?"),
        ("is:zzz", "zzz", "inbox, unread"),
        ("has:cod e", "cod", "Did you mean “has:code”?"),
        ("sort:newset", "newset", "Did you mean “sort:newest”?"),
        ("is:b bb", "b", "It is one of"),
    ],
)
def test_a_bad_value_is_pointed_at_and_left_out(text: str, place: str, hint: str) -> None:
    problem = only_problem(text)
    assert problem.kind == "error"
    assert text[problem.start : problem.end] == place
    assert hint in problem.hint
    assert all(isinstance(leaf, Text) for leaf in leaves(root_of(text)))


@pytest.mark.parametrize(
    ("text", "place", "hint"),
    [
        ("foo:bar", "foo:", ""),
        ("http://x.org", "http:", ""),
        ("autor:lecun", "autor:", "Did you mean “author:”?"),
    ],
)
def test_an_unknown_field_is_searched_as_text_and_told(text: str, place: str, hint: str) -> None:
    problem = only_problem(text)
    assert root_of(text) == Text(text)
    assert (problem.kind, problem.hint) == ("unknown", hint)
    assert text[problem.start : problem.end] == place


def test_a_title_with_a_colon_is_no_unknown_field() -> None:
    query = parse("Mamba: Linear-Time")
    assert query.root == And((Text("Mamba:"), Text("Linear-Time")))
    assert query.problems == ()


@pytest.mark.parametrize(
    ("text", "root"),
    [
        ('"long ra', Text("long ra", kind="phrase")),
        ("(a OR", A),
        ("a OR", A),
        ("OR a", A),
        ("a AND", A),
        ("AND a", A),
        ("a -", A),
        ("a NOT", A),
        ("(a b", And((A, B))),
        ("a)", A),
        (")", None),
        ("()", None),
        ("-", None),
        ('"', None),
        ('title:""', None),
        ('tag:""', None),
        ("title:", None),
        ("title: a", A),
        ("upvotes:>", None),
        ("upvotes:5.", None),
        ("stars:..", None),
        ("date:", None),
        ("date:202", None),
        ("date:2025-0", None),
        ("date:2025-01-", None),
        ("date:2024-01..2", None),
        ("date:tod", None),
        ("is:unr", None),
        ("sort:new", None),
        ("has:", None),
    ],
)
def test_unfinished_input_searches_what_can_be_understood(text: str, root: Node | None) -> None:
    query = parse(text, TODAY)
    assert query.root == root
    assert {problem.kind for problem in query.problems} == {"unfinished"}


@pytest.mark.parametrize("text", ["... a", "-- a", '"!!" a', "title:* a", "~ a", "? a"])
def test_what_holds_no_word_is_ignored(text: str) -> None:
    assert root_of(text) == A
    assert only_problem(text).kind == "ignored"


@pytest.mark.parametrize(
    ("text", "root"),
    [
        ("tran", Text("tran", completing=True)),
        ("a tran", And((A, Text("tran", completing=True)))),
        ("title:tran", Text("tran", "title", completing=True)),
        ("(a OR tran", Or((A, Text("tran", completing=True)))),
        ("long-ra", Text("long-ra", completing=True)),
        ('"long ra', Text("long ra", kind="phrase", completing=True)),
        ('"long ', Text("long", kind="phrase")),
        ('"long"', Text("long", kind="phrase")),
        ("tran ", Text("tran")),
        ("tran)", Text("tran")),
        ("tran*", Text("tran", kind="prefix")),
        ("-tran", Not(Text("tran"))),
        ("-(tran", Not(Text("tran"))),
        ("tag:tran", Exact("tag", "tran")),
    ],
)
def test_while_typing_the_last_word_is_a_beginning(text: str, root: Node) -> None:
    assert parse(text, typing=True).root == root


def test_groups_beyond_the_depth_limit_are_left_out_with_a_problem() -> None:
    query = parse("(" * 5_000 + "x" + ")" * 5_000 + " y")
    assert query.root == Text("y")
    assert [problem.kind for problem in query.problems] == ["error"]


def test_groups_up_to_the_depth_limit_count() -> None:
    nested = "(a OR b " * MAX_DEPTH + "-c" + ")" * MAX_DEPTH
    assert parse(nested).problems == ()
    assert parse(str(parse(nested))).root == parse(nested).root


def test_a_pattern_that_makes_a_group_counts_towards_the_depth() -> None:
    deepest = "(a OR b " * MAX_DEPTH + "{}" + ")" * MAX_DEPTH
    assert "nest" in only_problem(deepest.format("-long-rang*")).message
    assert parse(deepest.format("rang*")).problems == ()


def test_clauses_beyond_the_length_limit_are_left_out_with_one_problem() -> None:
    query = parse("ab " * 3_000)
    assert len(str(query)) <= MAX_LENGTH
    assert [problem.kind for problem in query.problems] == ["error"]
    assert parse(str(query)).root == query.root


def test_text_beyond_what_is_looked_at_is_told() -> None:
    query = parse("a" + " " * MAX_TEXT + "b")
    assert query.root == A
    assert query.problems[0].end == MAX_TEXT + 2


def test_days_count_from_the_real_today_when_none_is_given() -> None:
    root = parse("date:today").root
    assert isinstance(root, DateRange)
    assert root.low is not None


@given(typed_texts)
@settings(max_examples=500)
@example("OR.*x")
@example("-long-rang* OR (a OR.*x)")
@example('title:(OR "a\\"b” -x')
@example('"\\')
@example("a\u0308?title:*")
@example("wh??t-x*")
def test_what_prints_parses_back(text: str) -> None:
    query = parse(text, TODAY)
    again = parse(str(query), TODAY)
    assert (again.root, again.sort) == (query.root, query.sort)
    assert str(again) == str(query)


@given(typed_texts)
@settings(max_examples=200)
def test_problems_point_into_the_text(text: str) -> None:
    for typing in (True, False):
        for problem in parse(text, TODAY, typing=typing).problems:
            assert 0 <= problem.start < problem.end <= len(text)
            assert problem.message


@given(typed_texts)
@settings(max_examples=200)
def test_the_conjuncts_of_the_text_are_those_of_the_tree(text: str) -> None:
    parts = parse_parts(text).conjuncts()
    assert all_of([part.node for part in parts if part.node is not None]) == parse(text).root


@given(typed_texts)
@settings(max_examples=200)
def test_the_parts_of_a_text_lie_within_each_other(text: str) -> None:
    waiting = [parse_parts(text)]
    while waiting:
        part = waiting.pop()
        waiting += part.parts
        assert all(part.start <= inner.start <= inner.end <= part.end for inner in part.parts)
