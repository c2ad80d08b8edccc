"""Dateline: news reports into sourced political event data."""
