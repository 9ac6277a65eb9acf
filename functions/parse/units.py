"""Units: the stretches of a text that become its blocks, while their kind is still being found.

Where units come from lives in the readers; what their words say of their kind, in `structure`.
"""

from dataclasses import dataclass

from schemas.article import Block, BlockKind, Post


@dataclass(slots=True)
class Unit:
    """A stretch `text[start:end]`, trimmed of white space, and what is known of it."""

    start: int
    end: int
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int | None = None
    post: Post | None = None
    after_gap: bool = True
    """Whether a blank line stands before it."""
    page: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether nothing has said yet that it is more than a paragraph."""
        return self.kind is BlockKind.PARAGRAPH

    def block(self) -> Block:
        """The unit as a block of the article."""
        return Block(
            kind=self.kind,
            start=self.start,
            end=self.end,
            level=self.level,
            post=self.post,
            page=self.page,
        )
