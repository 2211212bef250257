"""BibTeX that reads back."""

import re
from datetime import date

import pytest
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import SeparateCoAuthors, SplitNameParts
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.export.sample import BARE, FULL, entry_of, format_text
from tests.hostile import HOSTILE_TEXTS
from tui.export.bibtex import render
from tui.export.bibtex_text import bibtex_address, bibtex_name, bibtex_text, bibtex_title
from tui.export.citation import citation_keys
from tui.papers.paper import Author, Entry, Paper
from tui.papers.text import clean

UNESCAPED = {
    "textbackslash": "\\",
    "textbraceleft": "{",
    "textbraceright": "}",
    "textasciitilde": "~",
    "textasciicircum": "^",
}


def unescaped(value: str) -> str:
    """What LaTeX would print for escaped text without maths."""
    return re.sub(
        r"\\(text\w+)\{\}|\\([&%$#_])|[{}]",
        lambda found: UNESCAPED[found[1]] if found[1] else found[2] or "",
        value,
    )


def parsed(text: str) -> list[tuple[str, dict[str, str]]]:
    library = parse_string(text)
    assert not library.failed_blocks
    assert len(library.blocks) == len(library.entries)
    return [
        (f"{entry.entry_type}:{entry.key}", {field.key: field.value for field in entry.fields})
        for entry in library.entries
    ]


def brace_depths(text: str) -> list[int]:
    depths, depth = [], 0
    for char in text:
        depth += (char == "{") - (char == "}")
        depths.append(depth)
    return depths


def test_a_full_paper_has_all_its_fields() -> None:
    [(name, fields)] = parsed(render([FULL]))
    assert name == "inproceedings:wang2024gpsformer"
    assert fields == {
        "title": r"{GPSFormer}: A Global $\alpha$-Perception \& 100\% of Balázs",
        "author": "Wang, Changshuo and van der Maaten, Laurens and {NVIDIA Team}",
        "year": "2024",
        "month": "jul",
        "booktitle": "European Conference on Computer Vision",
        "eprint": "2407.13519",
        "archivePrefix": "arXiv",
        "primaryClass": "cs.CV",
        "doi": "10.1007/978_3",
        "url": "https://arxiv.org/abs/2407.13519",
        "abstract": r"It costs \$5 and \$10, runs in $O(n^2)$, and is\_said "
        r"\textasciitilde{} well.",
        "keywords": "point cloud, Transformers Large, to read",
        "annote": "First line.\n\nSecond \\& last.",
        "code": "https://github.com/changshuowang/GPSFormer",
    }


def test_a_bare_paper_has_a_title_and_nothing_empty() -> None:
    assert render([BARE]) == "@misc{deep,\n  title = {Deep},\n}\n"


def test_no_papers_are_an_empty_file() -> None:
    assert render([]) == ""


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2024, 12, 31), "  year = {2024},\n  month = dec,\n"),
        (date(2024, 1, 1), "  year = {2024},\n"),
    ],
)
def test_a_month_is_a_name_that_styles_define_and_left_out_where_only_the_year_is_known(
    day: date, written: str
) -> None:
    entry = Entry(1, Paper("Deep", published_on=day))
    assert render([entry]) == f"@misc{{2024deep,\n  title = {{Deep}},\n{written}}}\n"


def test_a_venue_decides_the_type_of_entry() -> None:
    [(name, fields)] = parsed(render([Entry(1, Paper("Deep", venue="Nature", arxiv_id="1"))]))
    assert name == "article:deep"
    assert fields["journal"] == "Nature"
    assert fields["archivePrefix"] == "arXiv"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        (r"$\alpha$-divergence", r"$\alpha$-divergence"),
        ("$k$-NN, $n = 3$", "$k$-NN, $n = 3$"),
        ("$$x^2$$ is", "$x^2$ is"),
        (r"a \(x\) b", "a x b"),
        ("$5 and $10", r"\$5 and \$10"),
        ("about $5 or more (US$) each", r"about \$5 or more (US\$) each"),
        ("$five (or US$) x", r"\$five (or US\$) x"),
        ("$50% of the sum$", r"\$50\% of the sum\$"),
        (r"$\{a\}$", r"$\{a\}$"),
        ("a $x$ b $y_1$", "a $x$ b $y_1$"),
        ("é ü 漢", "é ü 漢"),
        ("a@b{c", r"a{@}b\textbraceleft{}c"),
    ],
)
def test_maths_stays_and_everything_else_is_escaped(text: str, written: str) -> None:
    assert bibtex_text(text) == written


@pytest.mark.parametrize("maths", ["${$", "$}{$", r"$\{ }$", "$a@b$"])
def test_maths_that_would_break_the_entry_is_not_kept(maths: str) -> None:
    assert "$" not in bibtex_text(f"x {maths} y").replace(r"\$", "")


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("LoCoNet: Long-Short Context", "{LoCoNet}: Long-Short Context"),
        ("GPT-4, S4, 3D and C++", "{GPT}-4, {S4}, {3D} and {C}++"),
        ("A Survey: A View", "A Survey: A View"),
        ("Über ÄÖ", "Über {ÄÖ}"),
        (
            "Psy{CH}o{m}etrics of {a b}",
            r"Psy{CH}o{m}etrics of \textbraceleft{}a b\textbraceright{}",
        ),
        ("$X$-LLM", "$X$-{LLM}"),
    ],
)
def test_capitals_that_matter_are_kept(title: str, written: str) -> None:
    assert bibtex_title(title) == written


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Laurens van der Maaten", "van der Maaten, Laurens"),
        ("Martin King Jr.", "King, Jr., Martin"),
        ("Smith and Sons", "{Smith and Sons}"),
        ("R&D Group", r"{R\&D Group}"),
        (" ", ""),
    ],
)
def test_names_are_written_family_first(name: str, written: str) -> None:
    assert bibtex_name(name) == written


def test_addresses_are_verbatim_but_for_what_breaks_an_entry() -> None:
    assert bibtex_address("https://a.b/~c_d%20#e&f") == "https://a.b/~c_d%20#e&f"
    assert bibtex_address("a{b}\\ c") == "a%7Bb%7D%5C%20c"


def test_authors_read_back_one_by_one() -> None:
    names = ("Ada Lovelace", "Laurens van der Maaten", "Martin King Jr.", "This and That Group")
    paper = Paper("Deep", authors=tuple(map(Author, names)))
    library = parse_string(
        render([Entry(1, paper)]), append_middleware=[SeparateCoAuthors(), SplitNameParts()]
    )
    people = library.entries[0]["author"]
    assert [(" ".join(name.von), " ".join(name.last)) for name in people] == [
        ("", "Lovelace"),
        ("van der", "Maaten"),
        ("", "King"),
        ("", "{This and That Group}"),
    ]
    assert people[2].jr == ["Jr."]


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_hostile_text_stays_inside_its_entry(text: str) -> None:
    entries = [entry_of(text, 1), FULL, entry_of(text, 2)]
    output = render(entries)
    assert [name.partition(":")[2] for name, _ in parsed(output)] == citation_keys(entries)
    depths = brace_depths(output)
    assert min(depths) == depths[-1] == 0
    assert all(depths[found.start()] for found in re.finditer(r"\n(?!@|\}|\n|$)", output))


without_tex = format_text.map(lambda text: re.sub(r"[\\$]", "", text))


@settings(max_examples=100)
@given(without_tex, st.lists(st.sampled_from(["Ada Lovelace", "a & b", "Max {x}"]), max_size=3))
def test_what_is_written_reads_back_as_it_was(text: str, names: list[str]) -> None:
    paper = Paper(text, abstract=text, venue="Nature", authors=tuple(map(Author, names)))
    [(_, fields)] = parsed(render([Entry(1, paper)]))
    title = re.sub(r"\{([^\W_]+)\}", r"\1", clean(text))
    assert unescaped(fields.get("title", "")) == title
    assert unescaped(fields.get("abstract", "")) == clean(text)
    assert fields["journal"] == "Nature"


@settings(max_examples=100)
@given(format_text, format_text)
def test_no_text_breaks_the_file(one: str, other: str) -> None:
    output = render([entry_of(one, 1), entry_of(other, 2)])
    assert len(parsed(output)) == 2
    depths = brace_depths(output)
    assert min(depths) == depths[-1] == 0
