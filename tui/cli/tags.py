"""``papertui tags``."""

import click

from tui.cli.examples import examples
from tui.cli.nearest import nearest
from tui.cli.output import complain, say
from tui.cli.session import Session, pass_session
from tui.errors import PapertuiError
from tui.papers.tag import tag_named
from tui.papers.words import counted


@click.group(
    invoke_without_command=True,
    epilog=examples("papertui tags", "papertui tags rename cv vision"),
)
@click.pass_context
def tags(ctx: click.Context) -> int:
    """Tags in use: list, rename, remove."""
    return 0 if ctx.invoked_subcommand else int(ctx.invoke(list_tags))


@tags.command("list", epilog=examples("papertui tags list"))
@pass_session
def list_tags(session: Session) -> int:
    """List the tags, the most used first: name, number of papers."""
    with session.open_library() as library:
        counts = library.tag_counts()
    for name, count in counts:
        say(f"{name}\t{count}")
    if not counts:
        complain("No paper has a tag. Give one: papertui mark ID --tag T")
    return 0 if counts else 1


@tags.command(
    epilog=examples("papertui tags rename cv vision", "papertui tags rename rl 'deep rl'")
)
@click.argument("old")
@click.argument("new")
@pass_session
def rename(session: Session, old: str, new: str) -> int:
    """Give a tag another name; if that is in use, the two become one."""
    with session.open_library() as library:
        in_use = library.known_tags()
        old, new = _known(old, in_use), tag_named(new)
        step = library.rename_tag(old, new)
    if step is None:
        complain(f"“{new}” is its name already.")
        return 1
    deed = "merged into" if new in in_use else "renamed to"
    say(f"“{old}” {deed} “{new}”, {counted(step.count, 'paper')}.")
    return 0


@tags.command(epilog=examples("papertui tags remove toread"))
@click.argument("name")
@pass_session
def remove(session: Session, name: str) -> int:
    """Take a tag from all papers; undo brings it back."""
    with session.open_library() as library:
        name = _known(name, library.known_tags())
        step = library.remove_tag(name)
    if step is not None:
        say(f"“{name}” removed from {counted(step.count, 'paper')}.")
    return 0


def _known(text: str, in_use: list[str]) -> str:
    """The tag in use that a text means. Raises PapertuiError when there is none."""
    name = text if text in in_use else tag_named(text)
    if name not in in_use:
        hint = nearest(name, in_use) or "papertui tags shows all."
        raise PapertuiError(f"No paper has the tag “{name}”.", hint)
    return name
