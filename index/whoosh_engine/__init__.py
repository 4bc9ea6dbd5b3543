"""The embedded engine: Whoosh's index on memory-mapped arrays. Its door is `engine`."""
