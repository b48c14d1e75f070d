"""What is said of what is observed: one module a room or a family of readers, each with its ``SENTENCES``."""
