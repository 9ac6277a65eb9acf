"""One package for each Lambda function; none imports another, all share `schemas` only."""
