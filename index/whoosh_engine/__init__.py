"""The embedded engine: Whoosh's index on memory-mapped arrays."""

from index.whoosh_engine.engine import WhooshEngine

__all__ = ["WhooshEngine"]
