"""The limits that the template sets for the sandbox of the function."""

from functions.parse.sandbox import SandboxLimits
from infra.local.template import load
from tests.conftest import ROOT


def production_limits() -> SandboxLimits:
    """What reading a document may take, with the defaults of the template's parameters."""
    template = load(ROOT / "template.yaml")
    variables = template["Resources"]["ParseFunction"]["Properties"]["Environment"]["Variables"]
    return SandboxLimits(
        seconds=float(variables["DOCUMENT_SECONDS"]),
        memory_bytes=int(variables["DOCUMENT_MEBIBYTES"]) * 2**20,
        documents=int(variables["DOCUMENTS_PER_CHILD"]),
        characters=template["Parameters"]["MaxTextCharacters"]["Default"],
    )
