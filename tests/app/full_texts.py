"""Full texts that the library has, as if they had been fetched before."""

from tests.app.driver import Driver
from tui.library import Library
from tui.papers.full_text import FullText, TextOrigin

PARAGRAPH = "Attention weighs every word of the sentence against all the others. " * 5

PAPER = f"""# The title of the text

Intro with [the code](https://github.com/some/code), [[1](#bib.1)] and [nothing](#nowhere).

## 1 Method

{PARAGRAPH}

{PARAGRAPH}

### 1.1 Details

{PARAGRAPH}

{PARAGRAPH}

## 2 Results

| Model | Score |
|-------|------:|
| Ours  |  99.1 |

{PARAGRAPH}

{PARAGRAPH}

{PARAGRAPH}

## References

<a id="bib.1"></a>

[1] The first reference. [Its page](https://example.org/first)

{PARAGRAPH}
"""


def put_text(
    library: Library, paper_id: int, markdown: str = PAPER, *, is_final: bool = True
) -> None:
    """Have the library know the text of a paper."""
    (entry,) = library.entries([paper_id])
    text = FullText(markdown, TextOrigin.ARXIV_HTML)
    library._texts.put(library._names(paper_id, entry.paper)[0], text, is_final=is_final)


def top_line(reader: Driver) -> str:
    """The first line of the text that is in sight."""
    return reader.lines[3].strip("┃│ ▁▂▃▄▅▆▇█")
