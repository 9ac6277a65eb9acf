"""Mails: their parts, their headers, and the words that were written for this mail alone."""
