"""Containers: files that hold articles. Which there are, how to tell them, and how to divide them.

Pure: everything works over a seekable binary file, or over bytes. What becomes of the members
lives in `expansion`; where whole containers are divided, in `divisions`.
"""

from functions.parse.containers.base import (
    Candidate,
    Container,
    File,
    Limits,
    Member,
    Opened,
    Part,
    Place,
    Streamed,
    Whole,
)

__all__ = ["Candidate", "Container", "File", "Limits", "Member", "Opened", "Part", "Place"]
__all__ += ["Streamed", "Whole"]
