"""Taggers, which propose source, cue and content spans, and the linker that joins them."""
