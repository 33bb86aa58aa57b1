"""Users, units, roles and permissions, and the log of who did what: below everything that has pages."""
