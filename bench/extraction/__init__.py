"""How well pages are read, beside the libraries that do it: `python -m bench.extraction`."""
