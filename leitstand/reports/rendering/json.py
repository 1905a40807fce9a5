# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A report for machines: the document itself, with the hash that its other forms carry."""

import json

from leitstand.reports.document import Document, as_values, fingerprint


def json_text(document: Document) -> bytes:
    """The document as JSON; ``sha256`` is the hash of :func:`canonical` without this field."""
    values = {**as_values(document), "sha256": fingerprint(document)}
    return (json.dumps(values, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
