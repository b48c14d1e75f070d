"""The façade: a study of a dossier as of a day, lazy and pure; what changes it, and what would."""
