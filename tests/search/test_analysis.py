"""What counts as a word, and where it stands."""

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tui.search.analysis import MAX_TOKEN, fold, stem, tokenize


def surfaces(text: str) -> list[str]:
    return [token.surface for token in tokenize(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        ("Attention Is All You Need", ["attention", "is", "all", "you", "need"]),
        ("long-range GPT-4 S4 3D R1", ["long", "range", "gpt", "4", "s4", "3d", "r1"]),
        ("Wav2Vec2/x_y.z", ["wav2vec2", "x", "y", "z"]),
        ("C++ and C#, c++17", ["c++", "and", "c#", "c++", "17"]),
        ("PointNet++ (2017)", ["pointnet", "++", "2017"]),
        ("++ # +", []),
        ("the model's, Noether’s d'Alembert", ["the", "model", "noether", "d", "alembert"]),
        ("'s S's", ["s", "s"]),
        ("Schölkopf Scho\u0308lkopf ŁØß æ", ["scholkopf", "scholkopf", "loss", "ae"]),
        ("ﬁne x² İstanbul naïve–word", ["fine", "x2", "istanbul", "naive", "word"]),
        ("“Attention” … ½", ["attention", "12"]),
        ("深度学习 a中b", ["深", "度", "学", "习", "a", "中", "b"]),
        ("かが か\u3099 ｱ", ["か", "か", "か", "ア"]),
        ("soft\u00adhyphen zero\u200bwidth", ["softhyphen", "zerowidth"]),
        ("Ωμέγα Яндекс", ["ωμεγα", "яндекс"]),
        ("\u0301\u0302 ™ 🙂", []),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert surfaces(text) == words


def test_a_hangul_syllable_is_one_word_however_it_is_encoded() -> None:
    composed = "한국"
    decomposed = unicodedata.normalize("NFD", composed)
    assert len(surfaces(composed)) == 2
    assert surfaces(decomposed) == surfaces(composed)


def test_offsets_refer_to_the_text_as_it_is() -> None:
    text = "Die Schro\u0308dinger’s ﬁne C++ 深度-long"
    shown = [text[token.start : token.end] for token in tokenize(text)]
    assert shown == ["Die", "Schro\u0308dinger", "ﬁne", "C++", "深", "度", "long"]


def test_long_words_are_cut_but_span_the_whole_word() -> None:
    for word in ("a" * 200, "ä" * 200):
        (token,) = tokenize(word)
        assert token.surface == "a" * MAX_TOKEN
        assert (token.start, token.end) == (0, 200)


@pytest.mark.parametrize(
    ("surface", "stemmed"),
    [
        ("transformers", "transform"),
        ("attention", "attent"),
        ("is", "is"),
        ("vec2", "vec2"),
        ("s4", "s4"),
        ("модели", "модели"),
    ],
)
def test_only_english_words_are_stemmed(surface: str, stemmed: str) -> None:
    assert stem(surface) == stemmed


def test_folding_leaves_punctuation() -> None:
    assert fold("Schö*f? ") == "scho*f? "


@given(st.text())
@settings(max_examples=300)
@example("á\u0301" * 100)
@example("'s’s’s")
def test_tokens_follow_each_other_within_the_text(text: str) -> None:
    end = 0
    for token in tokenize(text):
        assert end <= token.start < token.end <= len(text)
        assert 0 < len(token.surface) <= MAX_TOKEN
        assert token.stem == stem(token.surface)
        end = token.end


@given(st.text())
@settings(max_examples=300)
def test_a_surface_is_its_own_analysis(text: str) -> None:
    for token in tokenize(text):
        # A lone vowel of Hangul is folded to the one that only continues a syllable.
        if token.surface != "++" and not "\u1160" <= token.surface[0] <= "\u11ff":
            assert "".join(surfaces(token.surface))[:MAX_TOKEN] == token.surface
