"""What an HTML page holds: its tree, embedded posts, metadata and main text.

Imported when a page is read and not before: lxml and trafilatura are slow to load.
"""
