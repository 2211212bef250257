"""What the environment says of Hugging Face."""

import pytest

from tui.config import hub_address, is_offline
from tui.errors import UsageError


@pytest.mark.parametrize("env", [{}, {"HF_ENDPOINT": ""}, {"HF_ENDPOINT": "  "}])
def test_it_is_at_its_own_address_unless_another_is_set(env: dict[str, str]) -> None:
    assert hub_address(env) == "https://huggingface.co"


@pytest.mark.parametrize("address", ["https://hf-mirror.example/", " http://localhost:8000 "])
def test_a_mirror_is_taken_without_what_surrounds_it(address: str) -> None:
    assert hub_address({"HF_ENDPOINT": address}) == address.strip().rstrip("/")


@pytest.mark.parametrize(
    "address", ["huggingface.co", "ftp://x", "https://user:secret@x", "https://x/?q", "https://x y"]
)
def test_what_is_no_address_is_wrong_configuration(address: str) -> None:
    with pytest.raises(UsageError, match="HF_ENDPOINT") as raised:
        hub_address({"HF_ENDPOINT": address})
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize(
    ("value", "offline"), [("1", True), (" ON ", True), ("yes", True), ("0", False), ("", False)]
)
def test_the_network_can_be_left_alone(value: str, offline: bool) -> None:
    assert is_offline({"HF_HUB_OFFLINE": value}) is offline
    assert not is_offline({})
