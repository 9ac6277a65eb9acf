"""What a DOCX says of itself: its core properties."""

from typing import Final

from functions.parse.properties import is_title, offer_authorship
from functions.parse.reading import Facts
from functions.parse.xmltree import local, tree
from schemas.article import FieldBasis

_BASIS: Final = FieldBasis.DOCUMENT_PROPERTIES


def core_properties(body: bytes | None) -> dict[str, str]:
    """The properties by their names: title, creator, created, modified, language.

    Raises:
        CorruptDocumentError: If they are no XML.
    """
    if body is None:
        return {}
    found = tree(body, "The list of properties")
    return {local(e): e.text.strip() for e in found if local(e) and e.text}


def offer_title(properties: dict[str, str], facts: Facts) -> None:
    """Offer title and language; what the text shows as its title counts for more."""
    title = properties.get("title", "")
    if is_title(title):
        facts.offer("title", title, _BASIS)
    facts.offer("language", properties.get("language"), _BASIS)


def offer_making(properties: dict[str, str], facts: Facts) -> None:
    """Offer who made the file and when; byline and date in the text count for more."""
    created, changed = properties.get("created"), properties.get("modified")
    offer_authorship(properties.get("creator", ""), created, changed, facts)
