"""JSON that is a list of articles: an array of objects, or an object that holds one under a name.

Such lists are what news interfaces answer and what exports write. Each entry is a part, whole and
as it is, and is read like an object that comes by itself. The items of a JSON Feed
(https://www.jsonfeed.org/version/1.1/) become items of a feed.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from functions.parse.containers import lines
from functions.parse.containers.base import HEAD, Candidate, Limits, Part, Whole
from functions.parse.containers.broken import REST
from functions.parse.containers.naming import item_names
from functions.parse.decode import decode_start
from functions.parse.errors import CorruptDocumentError, TooManyMembersError
from functions.parse.feed_item import FeedItem
from functions.parse.json_value import BODIES, LEVELS, load, names, whole_entries
from functions.parse.readers.base import Certainty, Names

_NAMES: Final = Names("JSON list", media_types=frozenset({"application/feed+json"}))
_LISTS: Final = ("articles", "items", "data", "results", "docs")
_AROUND: Final = ("response", "data")
"""Names under which the object with the list may stand."""
_TEXTS: Final = frozenset({*BODIES, "body_text", "body_xhtml"})
_OWN: Final = _TEXTS | {"uri"}
"""Fields of an object that is an article itself, whatever lists it holds behind them."""
_IDENTITIES: Final = ("id", "guid", "uri", "_id", "url", "link", "title", "headline")
_TOKEN: Final = re.compile(r'"(?:[^"\\]|\\.)*(?:"|\\?\Z)|[\[\]{},:]', re.DOTALL)
"""A string that is cut off goes to the end: nothing is looked at twice."""
_ARTICLE: Final = re.compile(r"(?:Article|BlogPosting|Report)\Z")
_FEED: Final = re.compile(r"https?://(?:www\.)?jsonfeed\.org/version/")


def recognise(candidate: Candidate) -> Certainty:
    """By its beginning: an array of objects, or an object with such an array under a known name."""
    if lines.recognise(candidate):
        return Certainty.NO  # several documents, each of which may be such a list
    head = candidate.head.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    if not re.match(r'\s*(?:\[\s*\{|\{\s*")', head):
        return Certainty.NO
    return Certainty.LIKELY if _Beginning(head).place_of_list() else Certainty.NO


def divide(body: bytes, limits: Limits) -> Sequence[Part]:
    """The entries in their order, named by what they are known by; then what is broken.

    An object that has a text beside its list is an entry, too, without the list.

    Raises:
        CorruptDocumentError: If it is no JSON from its first entry on, or no list of articles.
        TooManyMembersError: If it has too many entries.
    """
    value, broken = _value(decode_start(body), limits.members)
    entries = _list_in(value)
    if entries is None:
        raise CorruptDocumentError("The JSON holds no list of articles.")
    if len(entries) > limits.members:
        msg = f"The list has {len(entries):,} entries; the limit is {limits.members:,}."
        raise TooManyMembersError(msg)
    if isinstance(value, dict) and _FEED.match(str(value.get("version"))):
        found = _feed_parts(value, [entry for entry in entries if isinstance(entry, dict)])
    else:
        found = _parts([*_around(value, entries), *_articles(entries)])
    return [*found, *broken]


def _value(text: str, most: int) -> tuple[Any, Sequence[Part]]:
    """The value of a document, and what is broken of it: a list counts up to its last whole entry.

    Raises:
        CorruptDocumentError: If there is no whole entry.
    """
    try:
        return load(text), []
    except CorruptDocumentError as error:
        place = _Beginning(text[:HEAD]).place_of_list()
        ends = [*islice(whole_entries(text, place.at), most + 1)] if place else []
        if not place or not ends:
            raise
        fault = f"The list breaks off behind entry {len(ends):,}, which is whole. {error.message}"
        return load(text[: ends[-1]] + "]" + "}" * place.depth), [Part(REST, b"", fault=fault)]


def _around(value: Any, entries: list[Any]) -> list[Any]:  # noqa: ANN401 (any JSON value)
    """The object around a list without it, if it has a text itself."""
    holder = next((each for each in _holders(value) if _holds(each, entries)), {})
    texts = (held for name, held in holder.items() if name in _TEXTS)
    if not any(isinstance(text, str) and text.strip() for text in texts):
        return []
    return [{name: held for name, held in holder.items() if held is not entries}]


def _holds(holder: Mapping[str, Any], entries: list[Any]) -> bool:
    return any(held is entries for held in holder.values())


def _holders(value: Any) -> list[dict[str, Any]]:  # noqa: ANN401 (any JSON value)
    """The objects in which a list of articles may stand."""
    if not isinstance(value, dict):
        return []
    return [each for each in (value, *map(value.get, _AROUND)) if isinstance(each, dict)]


def _parts(given: list[Any]) -> list[Part]:
    entries = [entry for entry in given if entry is not None]
    bodies = [_written(entry) for entry in entries]
    pairs = zip(entries, bodies, strict=True)
    found = item_names([[*_keys(entry), body.decode()] for entry, body in pairs])
    return [Part(*pair, "application/json") for pair in zip(found, bodies, strict=True)]


def _written(entry: Any) -> bytes:  # noqa: ANN401 (any JSON value)
    try:
        return json.dumps(entry).encode()
    except RecursionError as error:
        raise CorruptDocumentError("The JSON is nested too deep.") from error


def _list_in(value: Any) -> list[Any] | None:  # noqa: ANN401 (any JSON value)
    """The list that a document is or holds; of several, the first that is not empty."""
    if isinstance(value, list):
        return value
    found = [holder.get(name) for holder in _holders(value) for name in _LISTS]
    lists_ = [each for each in found if isinstance(each, list)]
    return next(filter(None, lists_), lists_[0] if lists_ else None)


def _articles(entries: list[Any]) -> list[Any]:
    """The entries; where they say what they are, those that are articles."""
    said = [entry for entry in entries if _is_article(entry)]
    return said or entries


def _is_article(entry: Any) -> bool:  # noqa: ANN401
    kinds = entry.get("@type") if isinstance(entry, dict) else None
    listed = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and _ARTICLE.search(kind) for kind in listed)


def _keys(entry: Any) -> list[str]:  # noqa: ANN401
    """What an entry is known by, the best first."""
    fields = entry if isinstance(entry, dict) else {}
    values = [(name, fields.get(name)) for name in _IDENTITIES]
    return [f"{name}:{v}" for name, v in values if isinstance(v, str | int) and str(v).strip()]


def _feed_parts(feed: Mapping[str, Any], entries: list[dict[str, Any]]) -> list[Part]:
    items = [_feed_item(entry, feed) for entry in entries]
    found = item_names([item.keys() for item in items])
    return [item.part(name) for item, name in zip(items, found, strict=True)]


def _feed_item(entry: Mapping[str, Any], feed: Mapping[str, Any]) -> FeedItem:
    """An item of a JSON Feed."""
    ways = [each.get(key) for each in (entry, feed) for key in ("authors", "author")]
    html, text = _string(entry, "content_html"), _string(entry, "content_text")
    return FeedItem(
        id=_string(entry, "id"),
        title=_string(entry, "title"),
        url=_string(entry, "url") or _string(entry, "external_url"),
        authors=next(filter(None, map(list, map(names, ways))), []),
        published=_string(entry, "date_published"),
        modified=_string(entry, "date_modified"),
        publisher=_string(feed, "title"),
        language=_string(entry, "language") or _string(feed, "language"),
        sections=list(names(entry.get("tags"))),
        html=html,
        text=text,
        summary="" if html or text else _string(entry, "summary"),
    )


def _string(fields: Mapping[str, Any], name: str) -> str:
    value = fields.get(name)
    return str(value) if isinstance(value, str | int) else ""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a list begins, and in how many objects it lies."""

    at: int
    depth: int


class _Beginning:
    """The beginning of a JSON document, gone through sign by sign, without building it."""

    def __init__(self, head: str) -> None:
        found = list(_TOKEN.finditer(head))
        self._tokens = [match[0] for match in found]
        self._starts = [match.start() for match in found]

    def place_of_list(self) -> _Place | None:
        """Where it is a list of objects, or holds one under a known name and is no article."""
        if self._tokens[:1] == ["["]:
            return _Place(self._starts[0], 0) if self._of_array() else None
        path: list[str] = []
        for place, lexeme in enumerate(self._tokens[:-3]):
            if lexeme in "{[":
                path.append("")
            elif lexeme in "}]":
                del path[-1:]
            elif self._tokens[place + 1] == ":" and lexeme.startswith('"'):
                path[-1:] = [lexeme[1:-1]]
                if path[:-1] == [] and path[-1] in _OWN and self._tokens[place + 2] != "{":
                    return None
                if _leads(path) and self._tokens[place + 2 : place + 4] == ["[", "{"]:
                    return _Place(self._starts[place + 2], len(path))
        return None

    def _of_array(self) -> bool:
        """Whether an array holds articles: linked data is one article, unless it says otherwise."""
        depth, kinds = 0, []
        for place, lexeme in enumerate(self._tokens):
            depth += (lexeme in "{[") - (lexeme in "}]")
            if depth == 2 and lexeme == '"@type"':
                kinds.append(" ".join(self._tokens[place + 2 : place + 3]).strip('"'))
        return not kinds or sum(_ARTICLE.search(kind) is not None for kind in kinds) > 1


def _leads(path: Sequence[str]) -> bool:
    """Whether a list of articles may stand at the end of a path."""
    return path[-1] in _LISTS and (len(path) == 1 or (len(path) == 2 and path[0] in _AROUND))


CONTAINER: Final = Whole("json", _NAMES, recognise, divide, (LEVELS,))
