# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The shape in which installations tell each other how measures stand, read from its models."""

import json

from leitstand.foreign.feed.model import feed_schema

MEASURES_SCHEMA_NAME = "measures.schema.json"


def measures_schema_text() -> str:
    """The published JSON Schema of ``leitstand.measures/1``."""
    return json.dumps(feed_schema(), ensure_ascii=False, indent=2) + "\n"
