"""Sentences: from a code and typed parameters to French or English; the only place where people's text is made."""
