"""The version of the pipeline's code, which every record carries."""

from typing import Final

PIPELINE_VERSION: Final = "0.1.0"
