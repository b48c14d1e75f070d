"""The rules of the referential, found by ``hygie.referentials.rules``."""
