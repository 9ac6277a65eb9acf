"""Each function from its built artefact, in a process that sees only its locked dependencies."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from infra.local.stack import LocalStack
from tests.conftest import ROOT
from tests.pipeline.conftest import User, settings

NAMES = {
    "Parse": "parse",
    "Extract": "extract",
    "DeadLetters": "dead_letters",
    "Jobs": "jobs",
    "Erase": "erase",
    "Reconcile": "reconcile",
    "Publish": "publish",
    "Count": "count",
    "Api": "api",
}


@pytest.fixture(scope="module")
def artefacts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """What `make build` makes, but for the machine and the Python that run the tests."""
    folder = tmp_path_factory.mktemp("artefacts")
    version = ".".join(map(str, sys.version_info[:2]))
    for name in NAMES:
        target = f"build-{name}Function"
        options = [
            f"ARTIFACTS_DIR={folder / name}",
            f"PLATFORM={os.uname().machine}-manylinux_2_28",
            f"PYTHON_VERSION={version}",
        ]
        subprocess.run(  # noqa: S603 (our own Makefile)
            ["make", "--no-print-directory", target, *options],  # noqa: S607
            cwd=ROOT,
            check=True,
        )
    return {f"{name}Function": folder / name for name in NAMES}


def test_artefact_holds_its_function_and_what_all_share(
    artefacts: dict[str, Path],
) -> None:
    for name, folder in artefacts.items():
        own = NAMES[name.removesuffix("Function")]
        held = {p.name for p in (folder / "functions").iterdir()}
        assert held == {"__init__.py", "shared", own}
        assert (folder / "schemas" / "table.py").is_file()
        assert not (folder / "schemas" / "json").exists(), "documentation is not deployed"
        assert not list(folder.glob("moto*"))


def test_only_the_parser_carries_the_parser_libraries(artefacts: dict[str, Path]) -> None:
    carriers = [name for name, folder in artefacts.items() if (folder / "trafilatura").exists()]

    assert carriers == ["ParseFunction"]


def test_artefact_is_well_below_the_limit_of_lambda(artefacts: dict[str, Path]) -> None:
    """250 MB unzipped: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html."""
    for folder in artefacts.values():
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        assert size < 200e6


def test_pipeline_runs_from_its_artefacts_alone(artefacts: dict[str, Path]) -> None:
    bodies = {
        "plain.txt": "Mayor Ada Quill said the bridge was safe.",
        "page.html": "<html><body><article><h1>Bridge</h1><p>Mayor Ada Quill said the bridge was "
        "safe after an inspection that took most of the week.</p><p>“We checked every bolt,” "
        "she said on Friday evening.</p></article></body></html>",
        "page.md": "# Bridge\n\nMayor Ada Quill said the bridge was safe.\n",
    }
    with LocalStack(settings(code_roots=artefacts, site_packages=False)) as stack:
        user = User(stack)
        ids = [user.drop(key, body) for key, body in bodies.items()]
        user.settle()

        for id_ in ids:
            sources = [c["source"]["canonical"] for c in user.claims(f"/articles/{id_}/claims")]
            assert "Ada Quill" in sources
        told = [event["detail"]["article_id"] for event in stack.events_on("HearsayBus")]
        assert sorted(told) == sorted(ids)
