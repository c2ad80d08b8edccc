"""What analysts correct: made once, kept beside what was coded, applied whenever it is read.

fields.py        which fields of claims and events may be set, and to what
entry.py         what an analyst says -> a correction that was checked
corrections.py   corrections applied to claims and events
constraints.py   splits and joins as what linking must keep apart or together
standing.py      which corrections stand, are superseded, disputed or lost
"""
