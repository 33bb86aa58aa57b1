from virksom.demo.organisation import Organisation


def test_a_case_with_one_colleague_left_is_written_too():
    """With this seed a contact person's other colleague bears a name that the case's own people bear."""
    records = list(Organisation(300, 3).records())
    assert len(records) == 300
    assert any(len(record.people.colleagues) == 1 for record in records)
