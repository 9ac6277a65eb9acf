"""PDF: lines out of pages, blocks out of lines, facts out of properties.

A PDF knows only where letters stand. What a paragraph, a heading or a running header is has to be
told from the place and size of its lines.
"""
