"""Article to claims: the engine is pure; only handler, store and articles know of AWS."""
