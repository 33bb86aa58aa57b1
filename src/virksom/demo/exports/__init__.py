"""The organisation's own systems, one module each: they take a case's record and give it out in their format."""
