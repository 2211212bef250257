"""Every theme of Textual leaves everything legible."""

from textual.color import Color

from tests.app.driver import reading
from tui.library import Library

_LEAST_CONTRAST = 3.0
"""What the Web Content Accessibility Guidelines ask of large text and of parts of a screen."""

_PARTS = (
    ("paper_list", "paper-list", ("unread", "meta", "match", "mark", "archived")),
    ("detail", "paper-detail", ("title", "fact", "link", "match", "badge")),
    ("filters", "filter-pane", ("heading", "value", "none", "ticked")),
    ("footer", "key-footer", ("key", "message")),
)


async def test_all_text_is_legible_in_every_theme(library: Library) -> None:
    too_faint: list[str] = []
    async with reading(library) as reader:
        for theme in reader.app.available_themes:
            reader.app.theme = theme
            await reader.settle()
            assert "GPSFormer" in reader.shown
            for pane_name, prefix, parts in _PARTS:
                pane = getattr(reader.screen, pane_name)
                for part in parts:
                    style = pane.get_visual_style(f"{prefix}--{part}")
                    contrast = _contrast(style.background, style.foreground)
                    if contrast < _LEAST_CONTRAST:
                        too_faint.append(f"{theme} {prefix}--{part} {contrast:.1f}")
    assert not too_faint, "\n".join(too_faint)


def _contrast(background: Color | None, foreground: Color | None) -> float:
    if not background or not foreground or background.ansi or foreground.ansi:
        return _LEAST_CONTRAST  # The terminal's own colours are the person's choice.
    darker, lighter = sorted((_luminance(background), _luminance(background + foreground)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: Color) -> float:
    """Relative luminance as the guidelines define it, 0 for black and 1 for white."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in color.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
