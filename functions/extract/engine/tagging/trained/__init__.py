"""The trained tagger: what it reads of an article, how the model is run, how scores become tags.

How the model is trained does not live here but in `training/`, which reads articles with these
modules.
"""
