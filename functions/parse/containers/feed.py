"""Feeds: RSS 0.9 to 2.0, with RDF or without, and Atom. Each item is a part.

Read with lxml, which resolves no entity and fetches nothing, rather than with feedparser: that
needs a package which is there in source only, and cleans HTML that is cleaned here anyway. A feed
that is no XML for stray ampersands, control characters or a wrong encoding is mended and read
again; of one that is broken otherwise, or ends early, each item is read by itself.

https://www.rssboard.org/rss-specification, https://web.resource.org/rss/1.0/spec, RFC 4287
"""

import re
from collections.abc import Mapping, Sequence
from html import unescape
from typing import Any, Final
from urllib.parse import urljoin

from functions.parse.containers.base import Candidate, Limits, Part, Whole
from functions.parse.containers.broken import recover
from functions.parse.containers.naming import item_names
from functions.parse.decode import decode_start
from functions.parse.errors import CorruptDocumentError, TooManyMembersError
from functions.parse.feed_item import FeedItem
from functions.parse.prolog import past_prolog
from functions.parse.readers.base import Certainty, Names

_NAMES: Final = Names(
    "Feed (RSS, Atom)",
    frozenset({"rss", "atom", "rdf"}),
    frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml"}),
)
_ROOT: Final = re.compile(
    r"<(?:rss\b|(?:\w{1,20}:)?RDF\b[^>]{0,4000}purl\.org/rss/|(?:\w{1,20}:)?feed\b[^>]{0,4000}"
    r"(?:w3\.org/2005/Atom|purl\.org/atom/))"
)
_OWN: Final = frozenset(
    {
        *("", "http://www.w3.org/2005/Atom", "http://purl.org/rss/1.0/"),
        *("http://purl.org/atom/ns#",),
        *("http://my.netscape.com/rdf/simple/0.9/", "http://backend.userland.com/rss2"),
    }
)
_PREFIXES: Final = {
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://purl.org/dc/terms/": "dcterms:",
    "http://purl.org/rss/1.0/modules/content/": "content:",
}
_XML_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_XML_BASE: Final = "{http://www.w3.org/XML/1998/namespace}base"
_TAG: Final = re.compile(r"</?[A-Za-z][^<>]{0,2000}>")
_DECLARATION: Final = re.compile(r"\A\s*<\?xml[^>]{0,300}\?>")
_STRAY: Final = re.compile(r"&(?!#\d{1,7};|#x[0-9A-Fa-f]{1,6};|[A-Za-z][A-Za-z0-9]{1,31};)")
_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_ROOTS: Final = frozenset({"rss", "RDF", "feed"})
_ITEMS: Final = frozenset({"item", "entry"})
_ITEM: Final = re.compile(r"<(?:[A-Za-z_][\w.-]{0,40}:)?(?:item|entry)(?=[\s>/])")
_MAILED: Final = re.compile(r"\S+@\S+\s+\((.{1,200})\)\s*\Z")

Fields = Mapping[str, Sequence[Any]]
"""The elements in another by their names, those of other formats with a prefix."""


def recognise(candidate: Candidate) -> Certainty:
    """By the root element, in whatever encoding; by name or content type if it is some XML."""
    head = _characters(candidate.head)
    if _ROOT.match(past_prolog(head)):
        return Certainty.CERTAIN
    is_other = re.search(r"<(?:!doctype\s+)?html\b", head[:2000], re.IGNORECASE)
    opens = head.lstrip("\ufeff \r\n\t").startswith("<") and not is_other
    return _NAMES.certainty(candidate) if opens else Certainty.NO


def divide(body: bytes, limits: Limits) -> Sequence[Part]:
    """The items, in the order of the feed, named by what they are known by; then what is broken.

    Raises:
        CorruptDocumentError: If it is no XML, and no item of it is; if it is too deep, or no feed.
        TooManyMembersError: If it has too many items.
    """
    root, found, broken = _taken_apart(body, limits)
    if len(found) > limits.members:
        msg = f"The feed has {len(found):,} items; the limit is {limits.members:,}."
        raise TooManyMembersError(msg)
    around = _around(root, _channel(root))
    items = [_item(element, around) for element in found]
    names = item_names([item.keys() for item in items])
    return [*(item.part(name) for item, name in zip(items, names, strict=True)), *broken]


def _taken_apart(body: bytes, limits: Limits) -> tuple[Any, Sequence[Any], Sequence[Part]]:
    """The root element, the items, and those that are broken; of the feed as it is, or mended."""
    from functions.parse.xmltree import tree  # noqa: PLC0415 - with lxml, only here

    try:
        return _whole(tree(body, "The feed"))
    except CorruptDocumentError as error:
        text = _DECLARATION.sub("", decode_start(body).lstrip(), count=1)
        mended = _STRAY.sub("&amp;", _NOT_XML.sub("", text))
        try:
            return _whole(tree(mended.encode("utf-8", "replace"), "The feed"))
        except CorruptDocumentError:
            found = recover(mended, _ITEM, "The feed", limits)
            if found is None or _local(found.root) not in _ROOTS:
                raise error from None
            return found.root, found.items, found.broken


def _whole(root: Any) -> tuple[Any, Sequence[Any], Sequence[Part]]:  # noqa: ANN401 - of lxml
    if _local(root) not in _ROOTS:
        raise CorruptDocumentError("The file is no feed.")
    channel = _channel(root)
    found = [e for e in (*channel, *([] if channel is root else root)) if _key(e) in _ITEMS]
    return root, found, []


def _channel(root: Any) -> Any:  # noqa: ANN401
    """The element that holds what the feed says of itself."""
    channel = _first(_fields(root), "channel") if _local(root) != "feed" else None
    return root if channel is None else channel


def _around(root: Any, channel: Any) -> FeedItem:  # noqa: ANN401
    """What the feed says of all its items."""
    fields = _fields(channel)
    return FeedItem(
        title="",
        url=_address(fields, channel.get(_XML_BASE) or root.get(_XML_BASE) or ""),
        authors=_atom_names(fields),
        publisher=_plain(fields, "title"),
        language=_text(fields, "language", "dc:language") or _lang(channel) or _lang(root),
    )


def _item(element: Any, around: FeedItem) -> FeedItem:  # noqa: ANN401
    fields = _fields(element)
    source = _first(fields, "source")
    origin = {} if source is None else _fields(source)
    content = _markup(fields, "content:encoded", "content")
    return FeedItem(
        id=_text(fields, "guid", "id", "dc:identifier") or element.get(_about(element)) or "",
        title=_plain(fields, "title", "dc:title"),
        url=_address(fields, element.get(_XML_BASE) or around.url),
        authors=_authors(fields) or _atom_names(origin) or around.authors,
        published=_text(fields, "pubDate", "published", "issued", "dc:date", "dcterms:issued"),
        modified=_text(fields, "updated", "modified", "dcterms:modified"),
        publisher=_plain(origin, "title") or _plain(fields, "source") or around.publisher,
        language=_text(fields, "language", "dc:language") or _lang(element) or around.language,
        sections=_sections(fields),
        html=content,
        summary="" if content else _markup(fields, "description", "summary"),
    )


def _fields(element: Any) -> Fields:  # noqa: ANN401
    fields: dict[str, list[Any]] = {}
    for child in element:
        fields.setdefault(_key(child), []).append(child)
    return fields


def _key(element: Any) -> str:  # noqa: ANN401
    """The name of an element; nothing for one that no feed is made of, or that is none."""
    namespace, _, name = element.tag.rpartition("}") if isinstance(element.tag, str) else ("",) * 3
    space = namespace.removeprefix("{")
    if space in _OWN:
        return str(name)
    return f"{_PREFIXES[space]}{name}" if space in _PREFIXES else ""


def _local(element: Any) -> str:  # noqa: ANN401
    return str(element.tag).rpartition("}")[2]


def _about(element: Any) -> str:  # noqa: ANN401
    """The name of the attribute that identifies an item of RDF."""
    return next((key for key in element.attrib if key.endswith("}about")), "about")


def _first(fields: Fields, name: str) -> Any:  # noqa: ANN401
    return next(iter(fields.get(name, ())), None)


def _text(fields: Fields, *names: str) -> str:
    """The words of the first element that has any, of the names in their order."""
    texts = ((each.text or "").strip() for name in names for each in fields.get(name, ()))
    return next(filter(None, texts), "")


def _plain(fields: Fields, *names: str) -> str:
    """The same, without the markup that a title may be given in."""
    text = _markup(fields, *names)
    return " ".join(unescape(_TAG.sub(" ", text) if "<" in text else text).split())


def _markup(fields: Fields, *names: str) -> str:
    """Content in HTML: what an element holds as text, or as elements of XHTML.

    What lies elsewhere, or is no text, is no content.
    """
    for element in (each for name in names for each in fields.get(name, ())):
        kind = element.get("type") or "html"
        if element.get("src") or not (
            kind in {"text", "html", "xhtml"} or kind.startswith("text/")
        ):
            continue
        text = _inner(element) if len(element) else (element.text or "")
        if text.strip():
            is_words = kind in {"text", "text/plain"} and not len(element)
            return _escaped(text) if is_words else text
    return ""


def _inner(element: Any) -> str:  # noqa: ANN401
    """The elements in another, as markup."""
    from lxml import etree  # noqa: PLC0415 - only here

    held = (etree.tostring(child, encoding="unicode", method="html") for child in element)
    return _escaped(element.text or "") + "".join(held)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _address(fields: Fields, base: str) -> str:
    """The address of the page that an item or a feed stands for."""
    links = fields.get("link", ())
    own = [link.get("href") for link in links if (link.get("rel") or "alternate") == "alternate"]
    texts = [(link.text or "").strip() for link in links]
    guids = [g.text for g in fields.get("guid", ()) if g.get("isPermaLink") != "false"]
    permanent = [guid.strip() for guid in guids if guid and guid.strip().startswith("http")]
    address = next(filter(None, (*texts, *own, *permanent)), "")
    try:
        return urljoin(base, address.strip()) if address else ""
    except ValueError:  # no address at all, such as http://[
        return ""


def _authors(fields: Fields) -> list[str]:
    """Who signed an item, as lines."""
    creators = [(each.text or "") for each in fields.get("dc:creator", ())]
    lines = [(each.text or "") for each in fields.get("author", ())]
    named = [match[1] if (match := _MAILED.match(line.strip())) else line for line in lines]
    given = [line.strip() for line in (*creators, *named) if line.strip() and "@" not in line]
    return given or _atom_names(fields)


def _atom_names(fields: Fields) -> list[str]:
    """The names of the persons that Atom calls authors."""
    names = (_text(_fields(author), "name") for author in fields.get("author", ()))
    return [name for name in names if name]


def _sections(fields: Fields) -> list[str]:
    """What an item is filed under, in order."""
    found = (*fields.get("category", ()), *fields.get("dc:subject", ()))
    names = ((e.get("label") or e.get("term") or e.text or "").strip() for e in found)
    return [name for name in names if name]


def _lang(element: Any) -> str:  # noqa: ANN401
    return str(element.get(_XML_LANG) or "")


def _characters(head: bytes) -> str:
    """The beginning of a file in characters, whatever is cut off at its end."""
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if head.startswith(mark):
            return head[2:].decode(encoding, "replace")
    return head.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")


CONTAINER: Final = Whole("feed", _NAMES, recognise, divide, ("256 levels", "10 MB in one node"))
