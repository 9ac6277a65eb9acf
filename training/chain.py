"""The structured loss: a linear-chain conditional random field over the labels of a window.

Sums over all label sequences are taken by a tree of products of matrices, so that their depth is
the logarithm of the length of a window.
"""

import torch
from torch import Tensor, nn

from functions.extract.engine.tagging.trained.features import LABEL_COUNT

FORBIDDEN = -1e4
"""Score of what cannot be; finite, so that gradients stay numbers."""


class Chain(nn.Module):
    """Scores of a label after another and at the start; an inside follows only its own label."""

    torn: Tensor

    def __init__(self) -> None:
        super().__init__()
        self.learnt = nn.Parameter(torch.zeros(LABEL_COUNT, LABEL_COUNT))
        self.learnt_starts = nn.Parameter(torch.zeros(LABEL_COUNT))
        before, after = torch.meshgrid(
            torch.arange(LABEL_COUNT), torch.arange(LABEL_COUNT), indexing="ij"
        )
        inside = (after > 0) & (after % 2 == 0)
        torn = inside & (before != after) & (before != after - 1)
        self.register_buffer("torn", torn * FORBIDDEN)

    @property
    def transitions(self) -> Tensor:
        """Scores `[from, to]`."""
        return self.learnt + self.torn

    @property
    def starts(self) -> Tensor:
        """Scores `[labels]`; a window may begin inside of a span."""
        return self.learnt_starts

    def loss(self, scores: Tensor, allowed: Tensor, present: Tensor) -> Tensor:
        """Mean over units of the negative log-probability of what the annotation allows.

        Args:
            scores: `[windows, units, labels]`.
            allowed: The same shape: which labels may be right.
            present: `[windows, units]`: which units there are.
        """
        everything = self.log_sum(scores, present)
        right = self.log_sum(scores.masked_fill(~allowed, FORBIDDEN), present)
        return (everything - right).sum() / present.sum()

    def distance(self, scores: Tensor, taught: Tensor, pairs: Tensor, present: Tensor) -> Tensor:
        """Mean over units of the cross-entropy to a teacher's distribution over label sequences.

        Args:
            scores: `[windows, units, labels]`.
            taught: The same shape: the teacher's probability of each label.
            pairs: `[labels, labels]`: how often, by the teacher, a label follows another.
            present: `[windows, units]`: which units there are.
        """
        known = (scores * taught * present[..., None]).sum()
        known = known + (self.learnt * pairs).sum() + (self.learnt_starts * taught[:, 0]).sum()
        return (self.log_sum(scores, present).sum() - known) / present.sum()

    def log_sum(self, scores: Tensor, present: Tensor) -> Tensor:
        """The logarithm of the sum over all label sequences, `[windows]`."""
        steps = self.transitions + scores[:, :, None, :]
        idle = torch.full((LABEL_COUNT, LABEL_COUNT), FORBIDDEN).fill_diagonal_(0.0)
        steps = torch.where(present[:, 1:, None, None], steps[:, 1:], idle)
        first = self.starts + scores[:, 0]
        while steps.shape[1] > 1:
            if steps.shape[1] % 2:
                padding = idle.expand(len(steps), 1, -1, -1)
                steps = torch.cat([steps, padding], dim=1)
            left, right = steps[:, 0::2], steps[:, 1::2]
            steps = torch.logsumexp(left[..., :, :, None] + right[..., None, :, :], dim=-2)
        if steps.shape[1] == 0:
            return torch.logsumexp(first, dim=-1)
        return torch.logsumexp(first[:, :, None] + steps[:, 0], dim=(-2, -1))
