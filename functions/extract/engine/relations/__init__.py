"""How the claims of one article stand to each other; one module for each sort of relation."""
