"""Runs a public reader of a format in an environment of its own: documents in, milliseconds out.

    .cache/page-peers/bin/python benchmarks/format_worker.py NAME

The first line out names the reader and its version. Then for each line `{"body": …}`, a document in
base64, one line `{"characters": …, "seconds": …}` of the text that it found, by the clock. Nothing
reaches for the network. Nothing of this project is imported, for this runs where it is not
installed.
"""

import base64
import io
import json
import sys
import time
from collections.abc import Callable
from importlib import import_module
from importlib.metadata import version


def trafilatura() -> Callable[[bytes], str]:
    """Main text of a page and what it says of itself, as JSON."""
    extract = import_module("trafilatura").extract
    return lambda body: extract(body, output_format="json", with_metadata=True) or ""


def pdfminer() -> Callable[[bytes], str]:
    """Text of a PDF, with its analysis of the layout."""
    extract = import_module("pdfminer.high_level").extract_text
    return lambda body: str(extract(io.BytesIO(body)))


def python_docx() -> Callable[[bytes], str]:
    """Text of the paragraphs of a DOCX."""
    document = import_module("docx").Document
    return lambda body: "\n".join(each.text for each in document(io.BytesIO(body)).paragraphs)


def mailparser() -> Callable[[bytes], str]:
    """Plain text of a mail."""
    parse = import_module("mailparser").parse_from_bytes
    return lambda body: "\n".join(parse(body).text_plain)


def feedparser() -> Callable[[bytes], str]:
    """Contents of the entries of a feed, made safe as it does unless told not to."""
    parse = import_module("feedparser").parse

    def read(body: bytes) -> str:
        entries = parse(body).entries
        return "\n".join(part.value for entry in entries for part in entry.get("content", []))

    return read


READERS: dict[str, Callable[[], Callable[[bytes], str]]] = {
    "trafilatura": trafilatura,
    "pdfminer.six": pdfminer,
    "python-docx": python_docx,
    "mail-parser": mailparser,
    "feedparser": feedparser,
}
"""By package."""


def answer(read: Callable[[bytes], str], body: bytes) -> dict[str, object]:
    """How much text a document has, and the seconds it took."""
    began = time.perf_counter()
    text = read(body)
    return {"characters": len(text), "seconds": time.perf_counter() - began}


def main(name: str) -> None:
    """Answer each line of the input."""
    read = READERS[name]()
    print(json.dumps({"name": name, "versions": {name: version(name)}}), flush=True)
    for line in sys.stdin:
        found = answer(read, base64.b64decode(json.loads(line)["body"]))
        print(json.dumps(found), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
