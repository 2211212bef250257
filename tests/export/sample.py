"""Papers to export: a full one, the barest one, and what makes one from a text."""

from datetime import date

from hypothesis import strategies as st

from tui.papers.paper import Author, Entry, Link, LinkKind, Paper, Triage

FULL = Entry(
    17,
    Paper(
        title=r"GPSFormer: A Global $\alpha$-Perception & 100% of Bal\'azs",
        abstract="It costs $5 and $10, runs in $O(n^2)$, and is_said ~ well.",
        arxiv_id="2407.13519",
        doi="10.1007/978_3",
        authors=(Author("Changshuo Wang"), Author("Laurens van der Maaten"), Author("NVIDIA Team")),
        categories=("cs.CV", "cs.LG"),
        keywords=("point cloud", "Transformers, Large"),
        venue="European Conference on Computer Vision",
        published_on=date(2024, 7, 18),
        listed_on=date(2024, 7, 19),
        upvotes=12,
        links=(
            Link(LinkKind.CODE, "https://github.com/changshuowang/GPSFormer"),
            Link(LinkKind.PROJECT, "https://gps_former.github.io/%7Ex"),
        ),
    ),
    Triage(bookmarked=True, tags=("to read",), note="First line.\n\nSecond & last."),
)
BARE = Entry(3, Paper("Deep"))


def entry_of(text: str, number: int = 1) -> Entry:
    """An entry that says ``text`` in every place where a source or the reader can write."""
    paper = Paper(
        title=text,
        abstract=text,
        authors=(Author(text), Author("Ada Lovelace")),
        keywords=(text,),
        organization=text,
        venue=text,
        published_on=date(2024, 7, 18),
    )
    return Entry(number, paper, Triage(tags=(text,), note=text))


# What breaks formats, more often than chance would bring it.
format_text = st.one_of(
    st.text(max_size=40),
    st.lists(
        st.sampled_from([*"\\{}$%&#_~^@\"',=-+|*[]()<>` \n\té中", "and", "TY  - ", "@misc{a,", "a"])
    ).map("".join),
)
