"""How well the archive ranks, beside its peers, on collections with judged answers:
`python -m bench.relevance`. What is measured, and how to run it, is in `__main__`."""
