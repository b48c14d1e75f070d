"""From the files of ``systems/`` to typed declarations, or to everything that is wrong with them."""
