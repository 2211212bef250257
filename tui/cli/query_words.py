"""A query as the words of a command line."""

import click


def without_options(
    ctx: click.Context, _: click.Parameter, words: tuple[str, ...]
) -> tuple[str, ...]:
    """The words as they are; a usage error when one of them looks like a mistyped option.

    For commands that let unknown options pass, since ``-survey`` leaves out a word.
    """
    for word in words:
        if word.startswith("--"):
            known = [option for param in ctx.command.params for option in param.opts]
            raise click.NoSuchOption(word, possibilities=known, ctx=ctx)
    return words
