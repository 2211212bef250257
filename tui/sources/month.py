"""The English names of months."""

_NAMES = "january february march april may june july august september october november december"

MONTHS = {
    name: number
    for number, whole in enumerate(_NAMES.split(), start=1)
    for name in (whole, whole[:3])
} | {"sept": 9}
"""1 to 12 for a month's name in lower case, whole or its first three letters."""
