"""Dates of a claim: the expressions, what they denote, and to what they belong."""
