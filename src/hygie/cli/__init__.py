"""The command line: parse, call the study, print. It decides nothing."""
