"""Web archives for the tests: records, plain and packed one by one."""

import gzip
from collections.abc import Iterable, Mapping

PAGE = (
    "<!DOCTYPE html><html><head><title>The bridge stays shut</title></head><body><article>"
    "<p>The mayor, Ada Quill, said on Monday that the old bridge over the river would stay shut "
    "until the engineers had looked at every bolt of it.</p></article></body></html>"
)
URL = "https://news.example/bridge"
DATE = "2024-12-16T09:30:00Z"


def response(
    body: bytes | str = PAGE,
    fields: Mapping[str, str] | None = None,
    status: str = "200 OK",
) -> bytes:
    """An HTTP response; of type HTML unless the fields say otherwise."""
    given = {"Content-Type": "text/html; charset=utf-8"} | dict(fields or {})
    head = "".join(f"{name}: {value}\r\n" for name, value in given.items() if value)
    content = body.encode() if isinstance(body, str) else body
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + content


def chunked(body: bytes, size: int = 100) -> bytes:
    """A body in chunks."""
    parts = [body[start : start + size] for start in range(0, len(body), size)]
    return b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in [*parts, b""])


def record(
    content: bytes | str | None = None,
    type_: str = "response",
    *,
    length: int | None = None,
    end: bytes = b"\r\n\r\n",
    version: str = "1.0",
    **fields: str,
) -> bytes:
    """A record; the length that it gives may be another than it has."""
    held = response() if content is None else content
    held = held.encode() if isinstance(held, str) else held
    given = {
        "WARC-Type": type_,
        "WARC-Target-URI": URL,
        "WARC-Date": DATE,
        "WARC-Record-ID": "<urn:uuid:8a0f5b39-8f5f-4b6e-9e55-0f6c5f0f0001>",
        "Content-Type": "application/http; msgtype=response",
        "Content-Length": str(len(held) if length is None else length),
    } | {name.replace("_", "-"): value for name, value in fields.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in given.items() if value)
    return f"WARC/{version}\r\n{lines}\r\n".encode() + held + end


def info() -> bytes:
    """The record that most files begin with."""
    return record("software: tests\r\n", "warcinfo", Content_Type="application/warc-fields")


def packed(records: Iterable[bytes]) -> bytes:
    """Records packed one by one."""
    return b"".join(gzip.compress(each, mtime=0) for each in records)
