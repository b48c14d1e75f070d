"""From a loss to a risk: how much it matters, and what is acceptable."""
