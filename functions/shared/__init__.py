"""What several functions need to reach AWS and that is no contract (those live in `schemas`)."""
