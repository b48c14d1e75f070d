"""ISO/IEC 27001:2022, annex A: the 93 measures as a statement of applicability."""
