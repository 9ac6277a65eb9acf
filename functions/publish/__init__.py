"""Changes of the table, announced on the event bus once they can be read."""
