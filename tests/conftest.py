"""Shared by all tests."""

import pytest

# So that their assertions explain themselves as a test's own do.
pytest.register_assert_rewrite("tests.contract")
