"""Post-its written on paper, then typed: pasted text or a file, read into notes. Without tables and without Django.

    read_text(text, areas)              what was pasted
    read_file(content, name, areas)     TXT, CSV, XLSX or ODS

`areas` are the titles of the areas of the board. Both give a `Reading` and raise `Unreadable`, in French.
"""

from .reading import Reading, Trouble, Typed, read_file, read_text
from .unreadable import MOST_ROWS, MOST_SIGNS, Unreadable

__all__ = ["MOST_ROWS", "MOST_SIGNS", "Reading", "Trouble", "Typed", "Unreadable", "read_file", "read_text"]
