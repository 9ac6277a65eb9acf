"""The trained tagger, part by part, and the shipped model."""
