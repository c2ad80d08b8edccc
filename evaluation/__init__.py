"""Our own gold and what scores the coder on it; see gold.md."""
