"""One exception tree. Each message says what, where, what was allowed and what to do.

DatelineError
├── InputError      a report that cannot be read
├── CodebookError   a codebook that does not load
├── KnowledgeError  a knowledge file that breaks its own rules
├── SettingsError   an option or environment variable that makes no sense
└── StoreError      a store that cannot be written, or whose files are damaged
"""


class DatelineError(Exception):
    """Whatever Dateline itself raises."""


class InputError(DatelineError):
    """A report that cannot be read: `where` is the file and line or record."""

    def __init__(self, what: str, where: str) -> None:
        super().__init__(f"{where}: {what}")
        self.what = what
        self.where = where


class CodebookError(DatelineError):
    """A codebook that does not load."""


class KnowledgeError(DatelineError):
    """A knowledge file that breaks its own rules."""


class SettingsError(DatelineError):
    """An option or environment variable that makes no sense."""


class StoreError(DatelineError):
    """A store that cannot be written, or whose files are damaged."""
