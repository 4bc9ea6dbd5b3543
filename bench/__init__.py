"""Speed measured beside peers; nothing here is needed to run the archive."""
