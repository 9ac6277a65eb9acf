"""What the taggers and the linker promise."""
