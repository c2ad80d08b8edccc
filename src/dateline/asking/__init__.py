"""Asking a store: filters, timelines, networks, who said how many, and one event whole.

The command line, notebooks and the web page ask with the same `Filter` and get the same rows.
"""
