"""The rules of HDS v2.0, one module a requirement, or one for a family that differs by data only."""
