"""Addresses are shown without what nobody else may see."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.sources.http.address import for_the_log, host_of, with_params


def test_parameters_are_added_and_the_fragment_is_not() -> None:
    assert with_params("https://h/a#b", None) == "https://h/a"
    assert with_params("https://h/a#b", {"q": "ti:a b", "n": 2}) == "https://h/a?q=ti%3Aa+b&n=2"
    assert with_params("https://h/a?x=1", {"n": 2}) == "https://h/a?x=1&n=2"


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://me:hush@h/a?date=2025-03-11&limit=100", "https://h/a?date=2025-03-11&limit=100"),
        ("https://h/a?q=my+search&week=2025-W10", "https://h/a?q=…&week=2025-W10"),
        (
            "https://h/a?token=hf_abc&X-Amz-Signature=0a1b2c",
            "https://h/a?token=…&X-Amz-Signature=…",
        ),
        ("https://h/a\x1b[31m", "https://h/a�[31m"),
        ("https://[h/a?token=hush", "https://[h/a"),
    ],
)
def test_the_log_holds_no_login_and_no_words(url: str, shown: str) -> None:
    assert for_the_log(url) == shown


@given(st.text(max_size=80))
@settings(max_examples=100)
def test_every_text_can_be_shown(text: str) -> None:
    assert host_of(text).isprintable()
    assert for_the_log(text).isprintable()
    assert len(host_of("http://" + text)) <= 100
