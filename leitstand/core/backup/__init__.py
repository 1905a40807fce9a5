# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""One file that holds everything an installation knows, and the way back from it.

A backup is a zip of JSON Lines, one file a table, written from the models rather than by the
database's own tools: so it restores into SQLite and PostgreSQL alike, needs no tool of a matching
version, and can be read without Leitstand. ``manifest.json`` carries the checksums.
"""
