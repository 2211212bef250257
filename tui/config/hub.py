"""What the environment says of Hugging Face, as the Hub's own tools read it."""

import os
from collections.abc import Mapping

from tui.config.kinds import is_address
from tui.errors import UsageError

_HUGGING_FACE = "https://huggingface.co"
_SWITCHED_ON = ("1", "true", "yes", "on")


def hub_address(env: Mapping[str, str] = os.environ) -> str:
    """The address of Hugging Face or of a mirror, without a final slash.

    Raises UsageError when ``HF_ENDPOINT`` is set and is no address.
    """
    address = env.get("HF_ENDPOINT", "").strip().rstrip("/") or _HUGGING_FACE
    if not is_address(address):
        raise UsageError(
            "HF_ENDPOINT is no address on the web.",
            f"Set it to one such as {_HUGGING_FACE}, or unset it.",
        )
    return address


def is_offline(env: Mapping[str, str] = os.environ) -> bool:
    """Whether ``HF_HUB_OFFLINE`` wants the network left alone."""
    return env.get("HF_HUB_OFFLINE", "").strip().lower() in _SWITCHED_ON
