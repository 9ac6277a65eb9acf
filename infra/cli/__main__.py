"""`python -m infra.cli` is the `hearsay` command."""

from infra.cli.main import main

main()
