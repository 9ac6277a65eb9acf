"""Ids and keys that follow from content alone, so that the same input always gets the same ones."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence

from schemas.spans import Span

ARTICLE_ID_LENGTH = 24
CLAIM_HASH_LENGTH = 16
SEQUENCER_LENGTH = 32
SOURCE_KEY_LENGTH = 120
"""Characters; DynamoDB takes sort keys of 1,024 bytes."""
LEVEL = "!/"
"""Between a nested container's path and that of its member, as in `inner.zip!/story.txt`."""
_ACCENTS = re.compile("[\u0300-\u036f]")


def _digest(parts: Iterable[str], length: int) -> str:
    """Hexadecimal digest of the parts, unambiguous about where one ends and the next begins."""
    joined = "".join(f"{len(part)}:{part}" for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:length]


def article_id(bucket: str, key: str, member: str = "") -> str:
    """The article's id: 24 hexadecimal digits of the hash of bucket, key and member path."""
    return _digest((bucket, key, member), ARTICLE_ID_LENGTH)


def content_hash(text: str) -> str:
    """SHA-256 of the text in UTF-8, hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def claim_id(article: str, content: Sequence[Span], occurrence: int) -> str:
    """`<article id>.<hash>`, from the exact words and how often they came before.

    Offsets and source stay out of it, so the id survives text inserted before the claim and a
    source that is resolved anew.
    """
    words = [piece.exact for piece in content]
    return f"{article}.{_digest((*words, str(occurrence)), CLAIM_HASH_LENGTH)}"


def attribution_id(article: str, content: Sequence[Span], occurrence: int) -> str:
    """The id that the claims of one attribution share."""
    words = [piece.exact for piece in content]
    return f"{article}.a{_digest((*words, str(occurrence)), CLAIM_HASH_LENGTH)}"


def source_key(name: str) -> str:
    """A source's name as a key: without case, accents, punctuation, articles and possessives.

    Marks that are vowels rather than accents stay. A name longer than any source's is cut, and
    its digest keeps it apart from others that begin alike.
    """
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", name.casefold()))
    plain = re.sub(r"['’]s\b|['’]", "", plain)
    words = "".join(char if _is_of_a_word(char) else " " for char in plain).split()
    key = "-".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)
    if len(key) <= SOURCE_KEY_LENGTH:
        return key
    return f"{key[:SOURCE_KEY_LENGTH]}-{_digest([key], CLAIM_HASH_LENGTH)}"


def _is_of_a_word(char: str) -> bool:
    return char.isalnum() or unicodedata.category(char).startswith("M")


def member_path(container: str, name: str) -> str:
    """Path of a member, within the object, of a container that lies at a path itself."""
    return f"{container}{LEVEL}{name}" if container else name


def parent_member(member: str) -> str:
    """Path of the container that a member lies in; empty if that is the object itself."""
    return member.rpartition(LEVEL)[0]


def member_depth(member: str) -> int:
    """How many containers a member lies in; 0 for an object of a bucket."""
    return member.count(LEVEL) + 1 if member else 0


def padded_sequencer(sequencer: str) -> str:
    """An S3 sequencer, right-padded so that lexical order is the order of events.

    https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
    """
    return sequencer.upper().ljust(SEQUENCER_LENGTH, "0")


def later_sequencer(padded: str, number: int = 1) -> str:
    """A sequencer for a change that no event announced: after a padded one, before a later event's.

    `padded` may be such a sequencer itself. The number, from 1, orders several of them.
    """
    base, _, before = padded.partition("+")
    return f"{base}+{int(before or 0) + number:06d}"


NO_SEQUENCER = "0" * SEQUENCER_LENGTH
"""Before every event: of an object that no event ever announced."""
