"""Measurements of speed, cost and quality; nothing here is timed by the tests."""
