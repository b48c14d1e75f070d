"""What is declared: typed vocabulary, YAML files with a place for every value, editing in place."""
