"""The FEIMA charter of 2021: twelve commitments of vendors of software for private medical practice."""
