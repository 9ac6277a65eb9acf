"""Tests of the sandbox: its limits, what it lets out, what is left when something ends."""
