"""What a place of a foreign form may be: the closed list, stored by value."""

from enum import StrEnum


class SpotKind(StrEnum):
    """A single cell, words to be replaced in a text, a list of rows, one column of a list."""

    CELL = "cell"
    MARK = "mark"
    LIST = "list"
    COLUMN = "column"
