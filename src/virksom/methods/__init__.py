"""Statistics for small, coded, nested case data: usable alone, without the rest of Virksom."""
