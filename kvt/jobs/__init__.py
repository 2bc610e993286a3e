"""Runs as processes: limits, a zygote that forks them, a queue with slots, and what became of each."""
