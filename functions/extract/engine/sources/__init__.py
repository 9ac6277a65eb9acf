"""Whose statement it is: from the words that name a source to the source itself.

Names go to their fullest form in the article, pronouns and labels to the earlier source they
stand for, capitals to governments. How it was resolved is always said. Where the words stand is
the tagger's business.
"""

from functions.extract.engine.sources.resolved import UNKNOWN_AUTHOR, UNNAMED, Resolved, unnamed
from functions.extract.engine.sources.resolver import Resolver

__all__ = ["UNKNOWN_AUTHOR", "UNNAMED", "Resolved", "Resolver", "unnamed"]
