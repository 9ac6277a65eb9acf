"""Histories: what happens to a bucket, told late, twice and out of order to functions that die."""
