"""Object to article: the readers are pure; only handler, store and objects know of AWS."""
