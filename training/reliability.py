"""A reliability diagram (DeGroot & Fienberg 1983) as SVG: confidence against the share right."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Final

Bin = tuple[float, float, int]
"""Mean confidence, share right, count."""

_SIDE: Final = 210
_MARGIN: Final = 44
_GAP: Final = 26
_TICKS: Final = (0.0, 0.5, 1.0)
_STYLE: Final = (
    "text{font:12px system-ui,sans-serif;fill:#57606a}.title{font-weight:600;fill:#24292f}"
    ".axis{stroke:#8c959f;fill:none}.ideal{stroke:#8c959f;stroke-dasharray:4 4}"
    ".line{stroke:#0969da;fill:none;stroke-width:2}circle{fill:#0969da;fill-opacity:.75}"
    "@media(prefers-color-scheme:dark){text{fill:#9198a1}.title{fill:#f0f6fc}"
    ".line{stroke:#4493f8}circle{fill:#4493f8}}"
)


def diagram(panels: Mapping[str, Sequence[Bin]]) -> str:
    """One panel for each name: on the dashed line, confidence is the share right.

    The area of a dot tells how many were judged.
    """
    width = _MARGIN + len(panels) * (_SIDE + _GAP)
    height = _SIDE + 2 * _MARGIN
    drawn = [
        _panel(name, bins, _MARGIN + at * (_SIDE + _GAP))
        for at, (name, bins) in enumerate(panels.items())
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">'
        f"<title>Reliability of the confidences</title><style>{_STYLE}</style>"
        f"{''.join(drawn)}</svg>\n"
    )


def _panel(name: str, bins: Sequence[Bin], left: int) -> str:
    def place(said: float, right: float) -> tuple[float, float]:
        return round(left + said * _SIDE, 1), round(_MARGIN + (1 - right) * _SIDE, 1)

    most = max((count for *_, count in bins), default=1)
    places = [place(said, right) for said, right, _ in bins]
    path = " ".join(f"{x},{y}" for x, y in places)
    dots = "".join(
        f'<circle cx="{x}" cy="{y}" r="{2 + 7 * (count / most) ** 0.5:.1f}"/>'
        for (x, y), (*_, count) in zip(places, bins, strict=True)
    )
    return (
        f'<rect class="axis" x="{left}" y="{_MARGIN}" width="{_SIDE}" height="{_SIDE}"/>'
        f'<path class="ideal" d="M{left} {_MARGIN + _SIDE}L{left + _SIDE} {_MARGIN}"/>'
        f'<polyline class="line" points="{path}"/>{dots}'
        f'<text class="title" x="{left}" y="{_MARGIN - 12}">{escape(name)}</text>'
        f"{_ticks(left)}"
    )


def _ticks(left: int) -> str:
    below = _MARGIN + _SIDE + 18
    across = "".join(
        f'<text x="{left + tick * _SIDE:.0f}" y="{below}" text-anchor="middle">{tick:g}</text>'
        for tick in _TICKS
    )
    if left > _MARGIN:
        return across
    up = "".join(
        f'<text x="{left - 8}" y="{_MARGIN + (1 - tick) * _SIDE + 4:.0f}" text-anchor="end">'
        f"{tick:g}</text>"
        for tick in _TICKS
    )
    label = f'<text x="{left}" y="{below + 18}">confidence across, share right up</text>'
    return across + up + label
