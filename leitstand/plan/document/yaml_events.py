# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""YAML as plain values with the line of each, read so that a hostile file does no harm."""

from typing import Any

import yaml
from django.utils.translation import gettext as _

from leitstand.plan.document.problems import Path, PlanRejected, rejected

MAX_DEPTH = 40


def yaml_tree(text: str, name: str) -> tuple[Any, dict[Path, int]]:
    """Values and the line of each path, in one pass over the parser's events.

    Events, not the library's nodes: those nest by recursion in C, and a hostile file of brackets
    would end the process. Aliases and tags, the other ways to do harm, have no use in a plan.
    """
    loader = yaml.CSafeLoader(text)
    builder = _Builder(name, loader)
    try:
        while (event := loader.get_event()) is not None:
            builder.take(event)
    finally:
        loader.dispose()
    return builder.root, builder.lines


class _Builder:
    """Builds plain dicts, lists and scalars from YAML events, and remembers lines."""

    def __init__(self, name: str, loader: yaml.CSafeLoader) -> None:
        self.root: Any = {}
        self.lines: dict[Path, int] = {}
        self._name = name
        self._loader = loader
        self._stack: list[tuple[dict[str, Any] | list[Any], Path]] = []
        self._key: str | None = None

    def take(self, event: yaml.Event) -> None:
        """The next event of the stream."""
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise self._wrong(line, _("YAML-Verweise (&, *) sind nicht erlaubt."))
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event, line)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self._refuse_tag(event.tag, line)
            if len(self._stack) >= MAX_DEPTH:
                raise self._wrong(line, _("Die Datei ist zu tief verschachtelt."))
            value: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
            path = self._place(value, line)
            self._stack.append((value, path))
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self._stack.pop()
        elif isinstance(event, yaml.DocumentStartEvent) and self.lines:
            raise self._wrong(
                line, _("Das ist kein gültiges YAML: mehrere Dokumente in einer Datei.")
            )

    def _scalar(self, event: yaml.ScalarEvent, line: int) -> None:
        self._refuse_tag(event.tag, line)
        tag = self._loader.resolve(yaml.ScalarNode, event.value, event.implicit)  # type: ignore[no-untyped-call]
        node = yaml.ScalarNode(tag, event.value)
        try:
            value = self._loader.construct_object(node)
        except (ValueError, KeyError, AttributeError, OverflowError, yaml.YAMLError):
            raise self._wrong(
                line,
                _("Das ist kein gültiges YAML: „%s“ lässt sich nicht lesen.") % event.value[:80],
            ) from None
        parent = self._stack[-1][0] if self._stack else None
        if isinstance(parent, dict) and self._key is None:
            if not isinstance(value, str) or value in parent:
                raise self._wrong(
                    line,
                    _("Das Feld „%(key)s“ steht doppelt oder ist kein Wort.") % {"key": value},
                )
            self._key = value
            self.lines[(*self._stack[-1][1], value)] = line
        else:
            self._place(value, line)

    def _refuse_tag(self, tag: str | None, line: int) -> None:
        if tag:
            raise self._wrong(line, _("YAML-Typen (!) sind nicht erlaubt: „%s“.") % tag[:80])

    def _place(self, value: Any, line: int) -> Path:
        """Put a value where it belongs and return its path."""
        if not self._stack:
            self.root = {} if value is None else value
            self.lines[()] = line
            return ()
        parent, path = self._stack[-1]
        if isinstance(parent, list):
            own: Path = (*path, len(parent))
            parent.append(value)
        elif self._key is None:
            raise self._wrong(line, _("Ein Feldname muss ein Wort sein."))
        else:
            own = (*path, self._key)
            parent[self._key] = value
            self._key = None
        self.lines.setdefault(own, line)
        return own

    def _wrong(self, line: int, message: str) -> PlanRejected:
        return rejected(f"{self._name}:{line}", message)
