# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""How much of what is uploaded is kept while a request is read.

A form is read before anybody knows who sent it, so nobody may fill the disk with one.
"""

from django.core.files.uploadhandler import FileUploadHandler

MOST_OF_A_FILE = 12 * 1024 * 1024
MOST_OF_A_REQUEST = 64 * 1024 * 1024


class CappedUploadHandler(FileUploadHandler):
    """Stands before the other handlers: what exceeds the limit is read and thrown away.

    The file that arrives is then cut off just above every limit of the house, so that whoever
    judges it sees that it is too large.
    """

    def __init__(self, request: object = None) -> None:
        super().__init__(request)  # type: ignore[arg-type]
        self._taken = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """The bytes for the next handler, or None where there are too many."""
        if start >= MOST_OF_A_FILE or self._taken >= MOST_OF_A_REQUEST:
            return None
        self._taken += len(raw_data)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Nothing: the next handler has the file."""
