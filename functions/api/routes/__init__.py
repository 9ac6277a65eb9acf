"""The routes of the HTTP API, one module for each resource: parameters in, answers out."""
