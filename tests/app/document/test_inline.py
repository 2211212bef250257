"""What stands within a paragraph."""

import pytest

from tests.app.document.drawing import only_block
from tests.hostile import TERMINAL
from tui.app.document.marked_text import MarkedText
from tui.app.document.parsing import parse


def marks(markdown: str) -> list[tuple[str, str, str]]:
    """The marked parts of a paragraph: text, style and target."""
    text = only_block(markdown).text
    return [(text.plain[one.start : one.end], one.style, one.target) for one in text.marks]


def text(markdown: str) -> MarkedText:
    return only_block(markdown).text


def test_styles_are_marked() -> None:
    assert marks("a **b** *c* `d` ~~e~~") == [
        ("b", "strong", ""),
        ("c", "emphasis", ""),
        ("d", "code", ""),
        ("e", "strike", ""),
    ]


def test_marks_lie_within_each_other() -> None:
    assert marks("[**bold** link](https://a.example/x)") == [
        ("bold", "strong", ""),
        ("bold link", "link", "https://a.example/x"),
    ]


def test_links_lead_out_or_to_an_anchor() -> None:
    assert marks("[[12](#bib.bib12)] and <https://a.example/>") == [
        ("12", "link", "#bib.bib12"),
        ("https://a.example/", "link", "https://a.example/"),
    ]


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "/papers/1",
        "x.png",
        "https://u@h.example",
        "ftp://h",
    ],
)
def test_a_link_to_anything_else_is_text(target: str) -> None:
    assert marks(f"see [this]({target}) now") == []
    assert "this" in text(f"see [this]({target}) now").plain


@pytest.mark.parametrize(
    ("words", "url"),
    [
        ("at https://a.example/x_y.", "https://a.example/x_y"),
        ("(https://a.example/x)", "https://a.example/x"),
        ("https://a.example/x_(y), z", "https://a.example/x_(y)"),
        ("HTTPS://a.example", ""),
        ("https://", ""),
        ("https://a.example:99999/", ""),
        ("https://)))", ""),
    ],
)
def test_addresses_in_the_text_are_links(words: str, url: str) -> None:
    assert [target for _, style, target in marks(words) if style == "link"] == (
        [url] if url else []
    )


def test_an_image_is_its_words() -> None:
    assert text("![Figure 2: the *thing*](f.png) after").plain == "[Figure 2: the thing] after"
    assert text("![](f.png)").plain == "[image]"


def test_html_is_text() -> None:
    assert text("<b>x</b> <script>y</script>").plain == "<b>x</b> <script>y</script>"


def test_anchors_are_not_shown() -> None:
    block = only_block('<a id="S1"></a>\n<a name=\'t2\'/>Words <span id="x"></span>here')
    assert block.anchors == ("S1", "t2", "x")
    assert block.text.plain == "Words here"


def test_an_anchor_alone_belongs_to_what_comes_next() -> None:
    heading, paragraph, last = parse('<a id="S1"></a>\n\n## One\n\nwords\n\n<a id="end"></a>')
    assert heading.anchors == ("S1",)
    assert paragraph.anchors == ()
    assert (last.anchors, last.text.plain) == (("end",), "")


def test_blanks_that_meet_become_one_and_hard_breaks_stay() -> None:
    assert text("a  b\nc *d*  \ne").plain == "a b c d\ne"


def test_what_steers_a_terminal_is_gone_also_when_written_as_an_entity() -> None:
    assert text("a&#8238;b&#27;c&#x200b;d").plain.isprintable()
    for words in TERMINAL:
        for block in parse(words):
            assert "\x1b" not in block.text.plain
