"""The settings of a local stack, typed and in one place."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

LogSink = Callable[[str, str], None]
"""Called with the logical id of a function and one line of its log."""


@dataclass(frozen=True, kw_only=True)
class StackSettings:
    """What a stack needs to know; only the template and the root have no default."""

    template: Path
    root: Path
    """Folder that `CodeUri` is relative to."""
    parameters: Mapping[str, str] = field(default_factory=dict)
    """Template parameters; an issuer parameter left out gets the URL of the local issuer."""
    issuer_parameter: str = "JwtIssuer"
    """Name of the template parameter that receives the local issuer's URL, where there is one."""
    stack_name: str = "hearsay"
    region: str = "eu-west-1"
    host: str = "127.0.0.1"
    port: int = 0
    """Port of the AWS endpoint; 0 picks a free one."""
    api_port: int = 0
    """Port of the HTTP API; 0 picks a free one."""
    issuer_port: int = 0
    """Port of the token issuer; 0 picks a free one."""
    code_roots: Mapping[str, Path] = field(default_factory=dict)
    """Function logical id -> folder to run it from, in place of `root` / `CodeUri` (built code)."""
    python: Path = Path(sys.executable)
    """Interpreter of the function processes; needs the packages that `awslambdaric` consists of."""
    site_packages: bool = True
    """Whether functions see that interpreter's packages, or only what lies in their folder."""
    environments: Mapping[str, int] = field(default_factory=dict)
    """Function logical id -> execution environments it may have at the same time (default 1)."""
    data: Path | None = None
    """Folder in which everything is kept, and restored from at the next start; None for memory."""
    lease_attribute: str = "lease_until"
    """Attribute of items that says until when (seconds since 1970) a run may be at work on them: at
    a start no run is, so what is restored is free."""
    log_lines: int = 10_000
    """Lines of log kept in memory for each function."""
    log_sink: LogSink | None = None
    poll_seconds: float = 0.02
    """Pause of an event source mapping between two looks at an empty queue."""
    init_seconds: float = 10.0
    """Time a function has to import its code; then its own timeout starts to run (as in Lambda)."""
