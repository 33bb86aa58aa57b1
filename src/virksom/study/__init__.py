"""The journal-based effect analysis: pseudonymised, no name, no CPR, no way back."""
