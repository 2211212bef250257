import sys
import time
from unicodedata import category

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.hostile import HOSTILE_TEXTS
from tests.papers.strategies import texts
from tui.papers.text import clean, clean_lines, is_plain

VISIBLE_FORMAT_MARKS = (
    "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
)


def is_hidden(char: str) -> bool:
    return category(char) in ("Cc", "Cs", "Cf") and char not in VISIBLE_FORMAT_MARKS


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("plain text", "plain text"),
        ("  spaces   in\n\tbetween \u00a0\u2003\u3000", "spaces in between"),
        ("line\u2028separator\u2029and\x85next", "line separator and next"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;title\x07after", "after"),
        ("\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("unfinished \x1b[", "unfinished ["),
        ("nul\x00 bell\x07 delete\x7f c1\x9d", "nul bell delete c1"),
        ("\u202eevil\u202c", "evil"),
        ("zero\u200bwidth \ufeffbom so\u00adft", "zerowidth bom soft"),
        ("lone\ud800surrogate", "lonesurrogate"),
        ("tag\U000e0041\U000e007f", "tag"),
        ("heart\u2764\ufe0f", "heart\u2764"),
        ("filler\u3164\u115f", "filler"),
        ("braille\u2800blank", "braille blank"),
        ("nonchar\uffff\U0010fffe", "nonchar"),
        ("e" + "\u0301" * 100 + "!", "e" + "\u0301" * 4 + "!"),
        ("a\u0301\u0302\u0303\u0304b", "a\u0301\u0302\u0303\u0304b"),
        ("", ""),
    ],
)
def test_clean_removes_what_is_hidden_and_keeps_the_rest(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned


@pytest.mark.parametrize(
    "text",
    [
        "[/] [@click=app.quit]x[/] %s {0} <b>&amp;</b> `$HOME` '; --",
        "Schölkopf, Łukasz, e\u0301",
        "大規模言語モデル 한국어 ภาษาไทยที่ไม่มีช่องว่าง क्षत्रिय",
        "נִקּוּד וְעוֹד מודל שפה \u0600 نَمُوذَج",
        "👍🏽 🇩🇪 𝒟𝒪 ﬁ ½ ①",
    ],
)
def test_clean_leaves_visible_text_of_any_script_alone(text: str) -> None:
    assert clean(text) == text


def test_clean_removes_every_format_control_and_surrogate_character() -> None:
    hidden = "".join(filter(is_hidden, map(chr, range(sys.maxunicode + 1))))
    assert (
        clean("a" + "b".join(char for char in hidden if not char.isspace()) + "b").strip("ab") == ""
    )


@given(texts)
def test_clean_text_is_one_visible_line_and_stays_as_it_is(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert cleaned == " ".join(cleaned.split())
    assert not any(map(is_hidden, cleaned))


@given(st.text(alphabet=" ab\n\x1bé\u200b", max_size=8))
def test_what_is_plain_is_clean_as_it_stands(text: str) -> None:
    assert clean(text) == text or not is_plain(text)
    assert is_plain(clean(text)) == clean(text).isascii()


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "S"], max_codepoint=0x33FF)))
def test_clean_keeps_letters_numbers_punctuation_and_symbols(text: str) -> None:
    kept = "".join(char for char in text if char not in "\u115f\u1160\u2800\u3164")
    assert clean(text.replace("\u2800", "")) == kept


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_hostile_text_is_cleaned_quickly(text: str) -> None:
    started = time.process_time()
    assert clean(clean(text)) == clean(text)
    assert clean_lines(clean_lines(text)) == clean_lines(text)
    assert time.process_time() - started < 1


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("\n\n  - indented  item   \n\n- next\n\n", "  - indented  item\n\n- next"),
        ("\ttab\tinside", "    tab inside"),
        ("a\u00a0b\x1b[1m\u200bc", "a bc"),
    ],
)
def test_clean_lines_keeps_the_lines_and_the_indentation(raw: str, cleaned: str) -> None:
    assert clean_lines(raw) == cleaned


@settings(max_examples=50)
@given(st.lists(texts).map("\n".join))
def test_clean_lines_gives_visible_lines_and_is_idempotent(text: str) -> None:
    cleaned = clean_lines(text)
    assert clean_lines(cleaned) == cleaned
    assert not any(is_hidden(char) for char in cleaned if char != "\n")
