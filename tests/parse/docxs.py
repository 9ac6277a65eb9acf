"""Word documents for the parser's tests, written by hand: the parts are what a test says."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from typing import Final
from xml.sax.saxutils import escape

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT: Final = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MC: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_RELS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_DECLARED: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

STYLES: Final = {
    "Titel": ("Title", ""),
    "berschrift1": ("heading 1", ""),
    "berschrift2": ("heading 2", ""),
    "Zwischentitel": ("House subhead", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>'),
    "Zitat": ("Quote", ""),
    "Beschriftung": ("caption", ""),
    "Aufzhlung": ("List Bullet", ""),
    "Hausliste": ("House list", '<w:basedOn w:val="Aufzhlung"/>'),
}
"""Identifiers as a German Word writes them, with the names that are never translated."""


def run(text: str, properties: str = "") -> str:
    """A run of words."""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(content: str, style: str = "", properties: str = "") -> str:
    """A paragraph of runs, or of a text."""
    runs = content if content.startswith("<") else run(content)
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{runs}</w:p>"


def table(rows: Iterable[Iterable[str]]) -> str:
    """A table; cells are paragraphs, or texts."""
    cells = (
        "".join(f"<w:tc>{c if c.startswith('<') else p(c)}</w:tc>" for c in row) for row in rows
    )
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def document(body: str, namespace: str = W) -> str:
    """The main part."""
    return (
        f'{_DECLARED}<w:document xmlns:w="{namespace}" xmlns:r="{_R}" xmlns:mc="{_MC}">'
        f"<w:body>{body}<w:sectPr/></w:body></w:document>"
    )


def notes(kind: str, texts: Mapping[str, str]) -> str:
    """The part with the footnotes or endnotes, by their numbers."""
    held = "".join(f'<w:{kind} w:id="{id_}">{p(text)}</w:{kind}>' for id_, text in texts.items())
    line = f'<w:{kind} w:type="separator" w:id="-1">{p("-----")}</w:{kind}>'
    return f'{_DECLARED}<w:{kind}s xmlns:w="{W}">{line}{held}</w:{kind}s>'


def docx(
    body: str,
    links: Mapping[str, str] | None = None,
    properties: Mapping[str, str] | None = None,
    parts: Mapping[str, str | bytes] | None = None,
    namespace: str = W,
    packing: int = zipfile.ZIP_DEFLATED,
) -> bytes:
    """A Word document; `parts` are put beside, or instead of, its own."""
    own: dict[str, str | bytes] = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relations({"rId1": ("officeDocument", "word/document.xml", "")}),
        "word/document.xml": document(body, namespace),
        "word/_rels/document.xml.rels": _relations(
            {id_: ("hyperlink", url, "External") for id_, url in (links or {}).items()}
        ),
        "word/styles.xml": _styles(),
        "docProps/core.xml": _core(properties or {}),
    }
    return archive(own | dict(parts or {}), packing)


def archive(parts: Mapping[str, str | bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Parts packed."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", packing) as packed:
        for name, part in parts.items():
            packed.writestr(name, part)
    return held.getvalue()


def _types() -> str:
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'{_DECLARED}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Default Extension="rels" ContentType="{relations}"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>'
    )


def _styles() -> str:
    styles = (
        f'<w:style w:type="paragraph" w:styleId="{id_}"><w:name w:val="{name}"/>{more}</w:style>'
        for id_, (name, more) in STYLES.items()
    )
    return f'{_DECLARED}<w:styles xmlns:w="{W}">{"".join(styles)}</w:styles>'


def _relations(relations: Mapping[str, tuple[str, str, str]]) -> str:
    held = (
        f'<Relationship Id="{id_}" Type="{_R}/{kind}" Target="{escape(target)}"'
        f"{f' TargetMode={chr(34)}{mode}{chr(34)}' if mode else ''}/>"
        for id_, (kind, target, mode) in relations.items()
    )
    return f'{_DECLARED}<Relationships xmlns="{_RELS}">{"".join(held)}</Relationships>'


def _core(properties: Mapping[str, str]) -> str:
    names = {"created": "dcterms", "modified": "dcterms"}
    held = (
        f"<{names.get(key, 'dc')}:{key}>{escape(value)}</{names.get(key, 'dc')}:{key}>"
        for key, value in properties.items()
    )
    return (
        f'{_DECLARED}<cp:coreProperties xmlns:cp="{_RELS}/core" xmlns:dc="http://purl.org/dc/e/"'
        f' xmlns:dcterms="http://purl.org/dc/terms/">{"".join(held)}</cp:coreProperties>'
    )
