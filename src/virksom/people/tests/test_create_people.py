import pytest

from virksom.errors import BadInput
from virksom.people.roles import Role
from virksom.people.services import COMMAND_LINE, create_person


@pytest.mark.parametrize("name", [COMMAND_LINE, COMMAND_LINE.upper(), f" {COMMAND_LINE} "])
def test_nobody_can_take_the_command_lines_name(administrator, organisation, name):
    """The command line's user is let into every study; a person of that name would be too."""
    with pytest.raises(BadInput, match="taget"):
        create_person(
            administrator,
            username=name,
            display_name="Snu Person",
            password="en lang nok kode",
            roles={Role.PRACTITIONER: organisation},
        )
