"""Step 2: case files of the organisation's own systems come in, a pseudonymised study stands; owns Study, StudyCase, Document."""
