"""What the rules require: one folder for each referential, with its catalogue and its rules."""
