"""Texts that a person could have typed into the search bar, sound and broken."""

from hypothesis import strategies as st

from tui.search.language.query import FIELDS, POSSESSIONS, SORTS, STATES

WORDS = (
    "long", "range", "GPT-4", "C++", "C#", "S4", "3D", "long-range", "Schölkopf",
    "深度学习", "한국어", "don't", "foo:bar", "http://x.org/?a=b", "Mamba:", "what?", "wh?t",
    "trans*", "*former", "C++*", "long-rang*", "OR.*x", "lecu~", "long-rang~2", "~",
    "*", "**", "?", "..", "2024", "2024-02..", ">50", "1k..5k", "7d", "2025-13",
    "toread", "cs.*",
    "\\", 'a"b', "“", "”", "İ", "ﬁne", "a\u0308",
)  # fmt: skip
MARKS = ("(", ")", '"', "-", "--", "AND", "OR", "NOT", "\\", "*", "~", ":", " ", "\t", "\u3000")

_values = st.sampled_from((*WORDS, *STATES, *POSSESSIONS, *SORTS))
_clauses = st.builds("{}:{}".format, st.sampled_from(FIELDS), _values)
_pieces = st.one_of(
    st.sampled_from(MARKS),
    st.sampled_from(WORDS),
    st.sampled_from(FIELDS).map(lambda field: f"{field}:"),
    _clauses,
    st.text(max_size=4),
)

typed_texts = st.builds(
    lambda pieces, glue: glue.join(pieces),
    st.lists(_pieces, max_size=14),
    st.sampled_from((" ", " ", "")),
)
"""Anything: operators, fields, words and odd characters, with and without spaces between."""
