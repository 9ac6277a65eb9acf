"""Claims counted by day, from the table's stream."""
