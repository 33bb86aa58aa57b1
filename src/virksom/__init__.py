"""Virksom: find out what works for your own citizens, from your own case records."""
