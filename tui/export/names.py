"""People's names taken apart, the way a bibliography needs them."""

import re
from dataclasses import dataclass

from tui.export.text import plain

_SUFFIX = re.compile(r"(?:jr|sr)\.?|ii|iii|iv", re.IGNORECASE)
_PARTICLE = re.compile(
    "af|al|av|bin|bint|da|das|de|del|della|den|der|des|di|do|dos|du|el|ibn|la|las|le|lo|los|te|ten"
    "|ter|van|vom|von|zu|zum|zur"
)
# With a capital most of these are as often a given name (Le, Du, Al): only the sure ones count.
_CAPITAL_PARTICLE = re.compile("De|Del|Della|Den|Der|Di|Dos|La|Van|Von")
_ORGANIZATION = re.compile(
    r"\d|&|\band\b|^the\b|\b(?-i:AI)\b|\b(?:association|center|centre|collaboration|community"
    r"|company|consortium|corp|corporation|department|foundation|group|inc|initiative|institute"
    r"|labs?|laborator(?:y|ies)|llc|ltd|project|research|society|team|university)\b",
    re.IGNORECASE,
)
_EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\U00020000-\U0003ffff・·\s]+")


@dataclass(frozen=True, slots=True)
class Name:
    """A name in parts. One that has no parts (an organization, a mononym) is all ``family``."""

    family: str
    given: str = ""
    particle: str = ""
    suffix: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether the name must not be taken apart or turned around."""
        return not (self.given or self.particle or self.suffix)

    @property
    def full_family(self) -> str:
        """The family name with its particle: ``van der Maaten``."""
        return f"{self.particle} {self.family}".strip()


def split_name(text: str) -> Name:
    """The parts of ``Given Family`` or ``Family, Given``, with particles and suffixes.

    ``Jr.``, ``III`` and the like are suffixes with or without a comma; of names in Chinese,
    Japanese or Korean characters the family name comes first.
    """
    name = plain(text)
    if _ORGANIZATION.search(name):
        return Name(name)
    parts = [part.strip() for part in name.split(",") if part.strip()]
    suffixes = [part for part in parts[1:] if _SUFFIX.fullmatch(part)]
    parts = [part for index, part in enumerate(parts) if not index or part not in suffixes]
    suffix = " ".join(suffixes)
    if len(parts) > 2 or not parts:
        return Name(name)
    if len(parts) == 2:
        return _inverted(parts[0], parts[1], suffix)
    return _natural(parts[0].split(), suffix)


def _inverted(family: str, given: str, suffix: str) -> Name:
    words = family.split()
    start = 0
    while start < len(words) - 1 and _PARTICLE.fullmatch(words[start]):
        start += 1
    return Name(" ".join(words[start:]), given, " ".join(words[:start]), suffix)


def _natural(words: list[str], suffix: str) -> Name:
    if len(words) > 1 and all(map(_EAST_ASIAN.fullmatch, words)):
        return Name(words[0], " ".join(words[1:]), suffix=suffix)
    if len(words) > 2 and not suffix and _SUFFIX.fullmatch(words[-1]):
        *words, suffix = words
    start = len(words) - 1
    while start > 0 and _is_particle(words, start - 1):
        start -= 1
    return Name(words[-1], " ".join(words[:start]), " ".join(words[start:-1]), suffix)


def _is_particle(words: list[str], index: int) -> bool:
    word = words[index]
    return bool(_PARTICLE.fullmatch(word) or (index > 0 and _CAPITAL_PARTICLE.fullmatch(word)))
