"""Runs a public extractor in an environment of its own: pages in, main texts out.

    .cache/page-peers/bin/python benchmarks/page_worker.py NAME

The first line out names the extractor and its version. Then for each line `{"page": …}` with the
HTML one line `{"text": …, "seconds": …}`; a page that it breaks on has no text. Nothing reaches
for the network. Nothing of this project is imported, for this runs where it is not installed.
"""

import json
import sys
import time
from collections.abc import Callable
from importlib import import_module
from importlib.metadata import version

ADDRESS = "https://page.invalid/article"
"""Of pages whose extractor insists on one."""


def trafilatura(*, precision: bool = False) -> Callable[[str], str]:
    """Its text with default settings, or those for precision."""
    extract = import_module("trafilatura").extract

    def read(page: str) -> str:
        return extract(page, include_comments=False, favor_precision=precision) or ""

    return read


def readability() -> Callable[[str], str]:
    """The words of its summary."""
    document, html = import_module("readability").Document, import_module("lxml.html")
    etree = import_module("lxml.etree")

    def read(page: str) -> str:
        root = html.fromstring(document(page).summary())
        return "\n".join(etree.XPath("//text()")(root))

    return read


def newspaper() -> Callable[[str], str]:
    """Its text; its parser would fetch pictures if it were let."""
    article = import_module("newspaper").Article

    def read(page: str) -> str:
        found = article(ADDRESS, fetch_images=False)
        found.download(input_html=page)
        found.parse()
        return str(found.text)

    return read


def goose() -> Callable[[str], str]:
    """Its cleaned text, without pictures."""
    found = import_module("goose3").Goose({"enable_image_fetching": False})
    return lambda page: found.extract(raw_html=page).cleaned_text or ""


def resiliparse() -> Callable[[str], str]:
    """Its plain text with the option for main content."""
    extract = import_module("resiliparse.extract.html2text").extract_plain_text
    return lambda page: extract(page, main_content=True, alt_texts=False)


READERS: dict[str, tuple[str, Callable[[], Callable[[str], str]]]] = {
    "trafilatura": ("trafilatura", trafilatura),
    "trafilatura, precision": ("trafilatura", lambda: trafilatura(precision=True)),
    "readability": ("readability-lxml", readability),
    "newspaper": ("newspaper4k", newspaper),
    "goose": ("goose3", goose),
    "resiliparse": ("resiliparse", resiliparse),
}


def answer(read: Callable[[str], str], page: str) -> dict[str, object]:
    """The text of a page and the seconds it took."""
    began = time.perf_counter()
    try:
        text = read(page)
    except Exception as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        text = ""
    return {"text": text, "seconds": time.perf_counter() - began}


def main(name: str) -> None:
    """Answer each line of the input."""
    package, make = READERS[name]
    read = make()
    print(json.dumps({"name": name, "versions": {package: version(package)}}), flush=True)
    for line in sys.stdin:
        print(json.dumps(answer(read, json.loads(line)["page"])), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
