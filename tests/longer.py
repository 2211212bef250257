"""Whether the tests may take minutes instead of seconds: set ``PAPERTUI_TEST_LONGER`` for that."""

import os

LONGER = "PAPERTUI_TEST_LONGER" in os.environ
