"""From what was read to one graph: types compiled, instances laid out, merged and joined."""
