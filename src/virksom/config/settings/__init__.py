"""Settings: `embedded` is the default, `postgres` the grown-up one, `test` for tests; all build on `base`."""
