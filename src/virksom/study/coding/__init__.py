"""Codebooks, coding, double coding, agreement: serves steps 1, 3 and 4."""
