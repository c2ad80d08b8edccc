"""Scores answers against gold, one module per question."""
