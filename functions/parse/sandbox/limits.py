"""What a document may take while it is read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SandboxLimits:
    """Limits of a child process and of what it reads."""

    seconds: float
    """For one document."""
    memory_bytes: int
    """Resident, of the whole child: some 100 MB of it are its libraries."""
    documents: int
    """Read by one child before another takes its place."""
    characters: int
    """Of an article's text."""
