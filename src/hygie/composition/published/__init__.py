"""Types published by their signed summary, and used without their inside."""
