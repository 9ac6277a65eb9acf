"""The page: its files, and what its answers say to the browser. The files lie in `page`.

Whatever the page shows comes from articles and cannot be trusted, so nothing but its own files
runs, and it talks to nobody but the API, the inbox and the issuer of tokens (Content Security
Policy level 3, https://www.w3.org/TR/CSP3/).
"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final

from functions.api.origins import origin_of

INDEX: Final = "index.html"
SETTINGS: Final = "settings.json"
SCOPES: Final = ("openid", "hearsay/read", "hearsay/review")
"""What the page asks for: administrators have other means."""
_FOLDER: Final = Path(__file__).parent / "page"
_TYPES: Final = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
_POLICY: Final = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
}
_HEADERS: Final = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


@cache
def files() -> dict[str, tuple[str, str]]:
    """Content and content type of every file, by its name."""
    return {
        path.name: (path.read_text(encoding="utf-8"), _TYPES[path.suffix])
        for path in sorted(_FOLDER.iterdir())
        if path.suffix in _TYPES
    }


def headers(issuer: str, sign_in_origins: str, buckets: Iterable[str]) -> dict[str, str]:
    """What every answer with a file says, given where the page signs in, uploads to and reads."""
    origins = [origin_of(issuer), *sign_in_origins.split(), *buckets]
    return _HEADERS | {"Content-Security-Policy": _policy(dict.fromkeys(origins))}


def _policy(origins: Iterable[str]) -> str:
    connect = " ".join(["'self'", *origins])
    return "; ".join(
        f"{name} {value}" for name, value in (_POLICY | {"connect-src": connect}).items()
    )
