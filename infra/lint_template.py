"""Lints the template as CloudFormation would get it: cfn-lint alone no longer translates SAM."""

import json
import sys
import tempfile
from pathlib import Path

from cfnlint.api import lint_file
from cfnlint.config import ManualArgs

from infra.local.settings import StackSettings
from infra.local.template import translate

REGION = StackSettings.region
LINTED_WITH = {"JwtIssuer": "https://issuer.example"}


def problems(template: Path, scratch: Path) -> list[str]:
    """What cfn-lint finds in the template as written and as translated into a scratch folder."""
    translated = scratch / "translated.json"
    body = translate(template, LINTED_WITH, REGION).body
    translated.write_text(json.dumps(body, indent=2), encoding="utf-8")
    config = ManualArgs(regions=[REGION])
    found = [*lint_file(template, config=config), *lint_file(translated, config=config)]
    return [f"{match.rule.id} {match.message}" for match in found]


def main() -> None:
    """Print what is wrong with the template and exit with 1 if anything is."""
    with tempfile.TemporaryDirectory() as scratch:
        found = problems(Path(sys.argv[1]), Path(scratch))
    sys.stdout.writelines(f"{problem}\n" for problem in found)
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
