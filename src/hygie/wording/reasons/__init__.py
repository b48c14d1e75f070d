"""Sentences of the reasons that rules give, one module a family; each gives ``SENTENCES``."""
