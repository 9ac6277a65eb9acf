"""Has work done again on many objects: lists them, and asks `parse` or `extract` for each."""
