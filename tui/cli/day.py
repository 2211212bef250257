"""A day as an option's value."""

from datetime import date

import click


def day(ctx: click.Context, param: click.Parameter, given: str | None) -> date | None:
    """The day that an option names; a usage error when it names none."""
    if given is None:
        return None
    try:
        return date.fromisoformat(given)
    except ValueError:
        message = f"“{given}” is no day. Write it like 2025-03-11."
        raise click.BadParameter(message, ctx, param) from None
