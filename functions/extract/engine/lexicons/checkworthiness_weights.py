"""What each feature adds to the log-odds that a statement is worth checking.

Written by `python -m training.checkworthiness`; do not edit.
"""

from typing import Final

from functions.extract.engine.lexicons.checkworthiness_words import Feature

BIAS: Final = -0.53
WEIGHTS: Final[dict[Feature, float]] = {
    Feature.QUANTITY: 0.72,
    Feature.PERCENTAGE: 0.98,
    Feature.MONEY: 0.21,
    Feature.LARGE_NUMBER: 0.65,
    Feature.DURATION: -0.57,
    Feature.DATE: -0.16,
    Feature.NAME: 0.20,
    Feature.VERY_SHORT: -0.20,
    Feature.SHORT: -0.32,
    Feature.LONG: 0.04,
    Feature.QUESTION: -0.74,
    Feature.ECONOMY: 0.80,
    Feature.SOCIETY: 0.13,
    Feature.SECURITY: 0.48,
    Feature.LAW: 0.19,
    Feature.WRONGDOING: 0.67,
    Feature.CHANGE: 0.60,
    Feature.EVIDENCE: 0.35,
    Feature.POSITION: 0.35,
    Feature.ABSOLUTE: 0.17,
    Feature.COMPARISON: 0.12,
    Feature.CAUSE: 0.27,
    Feature.PAST: 0.51,
    Feature.FUTURE: -0.21,
    Feature.NORM: -0.48,
    Feature.OPINION: -0.11,
    Feature.EVALUATION: -0.41,
    Feature.COURTESY: -0.70,
    Feature.VAGUE: -0.27,
    Feature.SPEAKER: -0.44,
    Feature.US: -0.13,
    Feature.ANOTHER: 0.37,
}
