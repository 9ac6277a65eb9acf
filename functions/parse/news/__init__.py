"""The news formats of the IPTC, as far as NewsML-G2, NITF and ninjs share them.

What the names of their fields are lives in the readers.
"""
