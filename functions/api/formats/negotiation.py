"""Which of the offered content types a request accepts (RFC 9110, section 12.5.1)."""

from collections.abc import Iterator, Mapping
from email.message import Message
from typing import NamedTuple


class _Range(NamedTuple):
    """One entry of an Accept header."""

    quality: float
    precision: int
    """How narrow it is: of two that fit, the narrower counts."""
    type: str
    profile: str | None


def chosen(accept: str | None, offered: Mapping[str, str]) -> str | None:
    """The name of the content type that is liked best; none if none is accepted.

    Of several liked as well, the one offered first.

    Args:
        accept: The header; without one, everything is accepted.
        offered: Names by content type, the preferred first.
    """
    if not accept or not accept.strip():
        return next(iter(offered.values()))
    ranges = list(_ranges(accept))
    liked = {offer: _quality(offer, ranges) for offer in offered}
    best = max(liked, key=lambda offer: liked[offer])  # the first of equals
    return offered[best] if liked[best] > 0 else None


def _quality(offer: str, ranges: list[_Range]) -> float:
    type_, profile = _parsed(offer)
    fitting = [each for each in ranges if _fits(each, type_, profile)]
    return max(fitting, key=lambda each: each.precision).quality if fitting else 0.0


def _fits(wanted: _Range, type_: str, profile: str | None) -> bool:
    main = type_.partition("/")[0]
    named = wanted.type in {type_, f"{main}/*", "*/*"}
    return named and (profile == wanted.profile if wanted.type == type_ else profile is None)


def _ranges(accept: str) -> Iterator[_Range]:
    for entry in accept.split(","):
        type_, profile = _parsed(entry)
        precision = 0 if type_ == "*/*" else 1 if type_.endswith("/*") else 2
        yield _Range(_weight(entry), precision, type_, profile)


def _parsed(entry: str) -> tuple[str, str | None]:
    """A content type in lower case, and the profile that it names."""
    message = _message(entry)
    profile = message.get_param("profile")
    return message.get_content_type(), profile if isinstance(profile, str) else None


def _weight(entry: str) -> float:
    weight = _message(entry).get_param("q", "1")
    try:
        return min(1.0, max(0.0, float(str(weight))))
    except ValueError:
        return 0.0


def _message(entry: str) -> Message:
    """An entry as the header that the standard library can take apart."""
    message = Message()
    message["Content-Type"] = entry.strip().lower().replace("\r", " ").replace("\n", " ")
    return message
