"""Dead letters to failure records: what no try could deal with still ends as an answer."""
