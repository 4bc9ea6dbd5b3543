"""A hundred thousand articles at a time: how fast, in how much memory, and killed how often."""
