# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Search in German (and plain English) over everything public.

Both engines index the same words: Python decides what a word is (`analysis`), SQLite's FTS5 and
PostgreSQL's ``simple`` dictionary only store and find. So a query answers alike on either, and
what a reader finds can be explained and tested without a database.

``folding → lexicon → compounds → analysis`` make words; ``documents`` makes a row of them;
``queries → expressions → engines → ranking`` find rows; ``marks`` shows where. Rooms call
``services`` to write and ``selectors`` to ask.
"""
