"""Sentences: from codes and typed parameters to French or English; where people's text is made."""
