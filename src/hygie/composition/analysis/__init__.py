"""What is asked of a system: how likely losses are, by which path, what cuts them, what they rest on."""
