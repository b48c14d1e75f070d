"""One module a kind of document: a pure function from a study to blocks."""
