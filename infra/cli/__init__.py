"""The `hearsay` command: thin commands over the pipeline, the local stack and the API."""
