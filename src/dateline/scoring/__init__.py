"""Scores of answers against a user's gold, one module a question."""
