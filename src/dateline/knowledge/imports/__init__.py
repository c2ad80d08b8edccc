"""Actors from elsewhere: each format's module reads a file into entries, `write` settles them.

A reader is `read(path, problems, tick)`: it yields `Entry` and `AgentEntry` as it goes, tells
`problems` of lines that it cannot use, and `tick` of the bytes read.
"""
