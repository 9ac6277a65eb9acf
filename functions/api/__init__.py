"""Records to answers: the HTTP API over the table."""
