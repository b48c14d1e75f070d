"""What to do about it: findings in order, what suppliers say of them, what was not evaluated, ends."""
