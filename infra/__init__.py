"""What deploys Hearsay and what runs it on one machine; never packaged into a function."""
