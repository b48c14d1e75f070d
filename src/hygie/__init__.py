"""Hygie keeps the cybersecurity file of a health organisation honest."""

__version__ = "0.1.0"
