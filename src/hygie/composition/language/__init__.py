"""The words of the language, read and checked, and the types that come with Hygie."""
