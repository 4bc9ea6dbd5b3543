"""Which release this is, as OpenAPI and ETags say it."""

RELEASE = "0.1.0"
"""The same as in pyproject.toml; a test compares them."""
