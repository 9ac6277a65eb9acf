"""Faults of accessibility that a program can find: those of axe-core (MPL-2.0)."""

from importlib import resources
from typing import Any

from playwright.sync_api import Page

GRAVE = frozenset({"serious", "critical"})


def serious_faults(page: Page) -> list[str]:
    """What hinders people seriously, each with where it is."""
    script = resources.files("axe_playwright_python").joinpath("axe.min.js")
    page.evaluate(script.read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate("() => axe.run()")
    return [
        f"{fault['id']}: {node['html']} {node['failureSummary']}"
        for fault in found["violations"]
        if fault["impact"] in GRAVE
        for node in fault["nodes"]
    ]
