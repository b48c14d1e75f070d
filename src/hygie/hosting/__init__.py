"""Computations that HDS rules and documents share: who takes part, transfers, subjections, guarantees.

Everything is pure: declarations and a clock in, values out. A value that is not known says which
datum of the dossier is missing, by its path; it is never read as a "no".
"""
