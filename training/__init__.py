"""From a corpus of annotated articles to the model that the trained tagger runs.

Nothing here is part of a deployed function. What the model reads, and how its scores are decoded,
lives in `functions/extract/engine/tagging/trained`, so that training and running cannot differ.
"""
