# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""From what a room wants found to the row that is found. Pure: no database."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

from leitstand.core.languages import Language
from leitstand.core.search.analysis import PIECE, Word, analysed, words
from leitstand.core.search.compounds import split
from leitstand.core.search.folding import fold, squashed
from leitstand.core.search.grams import gram_text

# Raise it when words are analysed differently: every row is then written anew.
VERSION = 1
# No word contains a point, so neighbours on both sides of one are no phrase.
_BREAK = "."
SHORTEST_WORD, LONGEST_WORD = 3, 40
LONGEST_REPEATED = 200


@dataclass(frozen=True, slots=True)
class IndexDocument:
    """A page as its room hands it over.

    ``names`` are what it is called elsewhere (abbreviations, former names), always German;
    ``codes`` are ids that are found only as they stand;
    ``also`` and ``printed`` are found but not shown, the first in the document's language, the
    second in the plan's printed German. ``route`` with ``arguments`` leads to the page.
    """

    kind: str
    key: str
    plan: str
    language: Language
    position: int
    title: str
    route: str
    arguments: Mapping[str, str]
    label: str = ""
    text: str = ""
    names: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    printed: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """Changes when, and only when, the row would."""
        facts = (VERSION, *(getattr(self, name) for name in self.__slots__ if name != "arguments"))
        text = repr((*facts, sorted(self.arguments.items())))
        return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True)
class TokenColumns:
    """The columns that are found, each tokens with blanks between."""

    names: str
    title_tokens: str
    title_parts: str
    body_tokens: str
    body_parts: str
    scope: str


@dataclass(frozen=True, slots=True)
class AnalysedDocument:
    """A document with the columns that are found and the words that stand in it."""

    document: IndexDocument
    columns: TokenColumns
    words: tuple[Word, ...]


def analysed_document(document: IndexDocument) -> AnalysedDocument:
    """The tokens and words of a document."""
    title = [_words(document.title, document.language)]
    title += [_words(name, "de") for name in document.names]
    texts = (document.text, document.label, *document.also)
    body = [_words(text, document.language) for text in texts]
    body += [_words(text, "de") for text in document.printed]
    called = (document.label, document.title, *document.names, *document.codes)
    names = dict.fromkeys(map(squashed, called))
    names.pop("", None)
    in_title = {token for text in title for word in text for token in word.tokens.everything}
    scope = [
        *scope_tokens(language=document.language, kind=document.kind, plan=document.plan),
        *(f"qt{token}" for token in sorted(in_title)),
        *(f"qn{name[:60]}" for name in names),
    ]
    columns = TokenColumns(
        names=" ".join(name[:60] for name in names),
        title_tokens=_main(title),
        title_parts=_parts(title),
        body_tokens=_main(body),
        body_parts=_parts(body),
        scope=" ".join(scope),
    )
    found = tuple(word for text in (*title, *body) for word in text)
    return AnalysedDocument(document, columns, found)


def scope_tokens(*, language: str = "", kind: str = "", plan: str = "") -> tuple[str, ...]:
    """The tokens by which a search is narrowed. A plan's is a hash: a slug is no token."""
    found = [f"qlang{language}"] if language else []
    found += [f"qkind{squashed(kind)}"] if kind else []
    found += [f"qplan{blake2b(plan.encode(), digest_size=6).hexdigest()}"] if plan else []
    return tuple(found)


def _words(text: str, language: Language) -> tuple[Word, ...]:
    return (_read if len(text) > LONGEST_REPEATED else _repeated)(text, language)


def _read(text: str, language: Language) -> tuple[Word, ...]:
    return tuple(word for word in words(text, language) if word.tokens.main)


# The same names and printed roles stand in a hundred documents, and on the English pages again.
_repeated = lru_cache(maxsize=4_096)(_read)


def _main(texts: Iterable[tuple[Word, ...]]) -> str:
    """The words' own tokens in order, a break between texts."""
    return f" {_BREAK} ".join(
        " ".join(token for word in text for token in word.tokens.main) for text in texts if text
    )


def _parts(texts: Iterable[tuple[Word, ...]]) -> str:
    return " ".join(token for text in texts for word in text for token in word.tokens.parts)


@dataclass(frozen=True, slots=True)
class WordEntry:
    """A word for completing and correcting what readers type."""

    language: Language
    word: str
    term: str
    shown: str
    grams: str


def vocabulary(documents: Iterable[AnalysedDocument]) -> Iterator[WordEntry]:
    """The words that occur in the documents, each once; of compounds the parts as well."""
    read: set[tuple[Language, str]] = set()
    seen: set[tuple[Language, str]] = set()
    for one in documents:
        language = one.document.language
        for word in one.words:
            if (language, word.text) in read:
                continue
            read.add((language, word.text))
            for name, term, shown in _entries(word, language):
                if (language, name) not in seen and SHORTEST_WORD <= len(name) <= LONGEST_WORD:
                    seen.add((language, name))
                    yield WordEntry(language, name, term, shown, gram_text(name, language))


def _entries(word: Word, language: Language) -> Iterator[tuple[str, str, str]]:
    """A word as (folded, token, spelling), and the parts it is made of."""
    yield squashed(word.text), word.tokens.main[0], word.text
    pieces = PIECE.findall(word.text)
    for piece in pieces if len(pieces) > 1 else ():
        own = analysed(piece, language)
        if own.main:
            yield squashed(piece), own.main[0], piece
    # A part has no spelling of its own in the text; it helps to complete what is typed.
    for group in word.tokens.groups[:1]:
        for part, token in zip(split(fold(word.text)), group, strict=False):
            yield part.lemma, token, ""
