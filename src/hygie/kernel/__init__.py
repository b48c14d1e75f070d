"""The few words that every room shares; no logic of the domain."""
