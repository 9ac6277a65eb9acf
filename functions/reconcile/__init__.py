"""Compares the inbox with the table, both ways, and has mended what does not agree."""
