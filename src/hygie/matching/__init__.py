"""Which known vulnerability touches which component, by which identity, and what could not be evaluated."""
