"""Documents that are ZIP archives by their form, told from archives of articles in one place."""

import io

import pytest

from functions.parse.containers.directory import packed
from functions.parse.errors import UnsupportedDocumentError
from functions.parse.packed import Packed
from functions.parse.sniff import refuse_binary
from tests.parse.docxs import archive

_TYPES = "[Content_Types].xml"
_KINDS = [
    ([_TYPES, "_rels/.rels", "word/document.xml"], Packed.WORD),
    ([_TYPES, "word/document2.xml"], Packed.WORD),
    ([_TYPES, "xl/workbook.bin"], Packed.EXCEL),
    (["ppt/presentation.xml"], Packed.POWERPOINT),
    (["mimetype", "META-INF/container.xml", "text.xhtml"], Packed.EPUB),
    (["mimetype", "content.xml", "META-INF/manifest.xml"], Packed.OPEN_DOCUMENT),
    (["META-INF/MANIFEST.MF", "Main.class"], Packed.JAVA),
    ([_TYPES, "visio/document.xml"], Packed.OFFICE),
]


@pytest.mark.parametrize(("names", "kind"), _KINDS)
def test_document_is_told_by_its_members_whole_or_damaged(names: list[str], kind: Packed) -> None:
    body = archive(dict.fromkeys(names, "words"))

    damaged = body[: body.rindex(b"PK\x05\x06")]

    assert packed(io.BytesIO(body)) is packed(io.BytesIO(damaged)) is kind
    with pytest.raises(UnsupportedDocumentError, match=kind.value.split("(")[0]):
        refuse_binary(body)


@pytest.mark.parametrize("names", [["a.txt"], ["word/story.txt", "xl/b.txt"], ["mimetypes.txt"]])
def test_archive_of_articles_is_no_document_whatever_its_folders_are_called(
    names: list[str],
) -> None:
    assert packed(io.BytesIO(archive(dict.fromkeys(names, "words")))) is None
