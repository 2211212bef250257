"""Tests of the reader. The asserts beside the test modules are to explain themselves too."""

import pytest

pytest.register_assert_rewrite("tests.app.keys")
