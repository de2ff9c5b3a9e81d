"""All that is read in the lesson, one record and one file for each section.

A template names its numbers in braces; whoever fills it in computes them. What stands behind a
colon says how a number is written, as in `wording.claims`. Another language is one more file beside
each of these.
"""

from .parts import Question, SectionWords

__all__ = ["Question", "SectionWords"]
