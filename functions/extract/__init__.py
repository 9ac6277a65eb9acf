"""Article to claims: `engine` is pure; only handler, store and articles know of AWS."""
