"""Scores of answers against a user's own gold, one module a question."""
