"""The rules of the charter, found by ``hygie.referentials.rules``."""
