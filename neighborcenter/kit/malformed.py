"""What is wrong with a piece of text, as a code and its figures; the sentence is spoken elsewhere."""

from typing import Any


class Malformed(ValueError):
    """The text is not what it should be.

    `code` is a problem code such as "id.checksum"; `params` are the figures its sentence needs.
    """

    def __init__(self, code: str, /, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params
