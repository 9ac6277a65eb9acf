"""What an HTML page holds: its tree, embedded posts, metadata and main text.

Its modules are imported when a page is read and not before: lxml and trafilatura are slow to load.
"""
