"""Origins of addresses (RFC 6454): what a browser's policy goes by. Pure."""

from urllib.parse import urlsplit


def origin_of(url: str) -> str:
    """Scheme, host and port."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
