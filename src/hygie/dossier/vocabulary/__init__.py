"""The typed vocabulary of a dossier: one module a subject, one root that gathers them.

Conventions that hold everywhere:

* a field that is not written is *absent*: nothing was said, and a verdict that needs it says so;
* ``{unknown: "why"}`` says that the answer is not known;
* ``null`` (or an empty value) is refused: it says neither;
* a list that is written is the whole list, so ``[]`` says "none" and absence says nothing.
"""
