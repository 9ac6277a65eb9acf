"""Fuzzing of readers and containers: what is tried, and what counts as a finding.

`python -m tests.parse.fuzzing` says how it is run; `make fuzz` does it for all.
"""
