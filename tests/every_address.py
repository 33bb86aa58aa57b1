"""Who may open and who may write at every address of the house. A new address must be added here, or a test fails.

Words are those of `house.PEOPLE`; `anonymous` is somebody not logged in, `outsider` an analyst on no team. Whoever is not
named is refused: sent to log-in if anonymous, else told no (403) or that there is no such thing (404).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.house import PEOPLE

EVERYBODY = " ".join([*PEOPLE, "anonymous"])
LOGGED_IN = " ".join(PEOPLE)
# Who a role opens lists for, though no single study: on the team or not.
STUDY_READERS = "analyst practitioner leader contact_person dpo outsider"
REPORT_READERS = "analyst practitioner leader contact_person caseworker dpo outsider"
TEAM_AND_DPO = "analyst practitioner leader dpo"


@dataclass(frozen=True)
class Address:
    """What is expected of one address.

    Attributes:
        get: who may open it; empty where it is only written to.
        post: who may write there; None where nothing is written.
        sends: what a writer sends; enough to pass the door, not to be right.
        leads_on: opening it sends even those who may to another page.
        page: it is a page of our own that a browser can look at.
        missing: the house has no such thing (a key nobody added), so that those who may are told 404.
    """

    get: str = ""
    post: str | None = None
    sends: dict[str, object] = field(default_factory=dict)
    leads_on: bool = False
    page: bool = True
    missing: bool = False


_ACCOUNT = {
    "account_login": Address(get="anonymous", post="anonymous", sends={"login": "x", "password": "y"}),
    "account_logout": Address(get=LOGGED_IN, post=LOGGED_IN),
    "account_inactive": Address(get=EVERYBODY),
    "account_signup": Address(get="anonymous", post="anonymous"),
    "account_reauthenticate": Address(get=LOGGED_IN, post=LOGGED_IN, sends={"password": "x"}),
    "account_change_password": Address(get=LOGGED_IN, post=LOGGED_IN, sends={"oldpassword": "x"}),
    "mfa_index": Address(get=LOGGED_IN),
    "mfa_authenticate": Address(),
    "mfa_reauthenticate": Address(get=LOGGED_IN, post=LOGGED_IN, sends={"code": "1"}, leads_on=True),
    "mfa_activate_totp": Address(get=LOGGED_IN, post=LOGGED_IN, sends={"code": "1"}, leads_on=True),
    "mfa_deactivate_totp": Address(get=LOGGED_IN, post=LOGGED_IN, missing=True),
    "mfa_view_recovery_codes": Address(get=LOGGED_IN, missing=True),
    "mfa_generate_recovery_codes": Address(get=LOGGED_IN, post=LOGGED_IN, leads_on=True),
    "mfa_download_recovery_codes": Address(get=LOGGED_IN, missing=True),
    "mfa_list_webauthn": Address(get=LOGGED_IN),
    "mfa_add_webauthn": Address(get=LOGGED_IN, post=LOGGED_IN, leads_on=True),
    "mfa_reauthenticate_webauthn": Address(get=LOGGED_IN, post=LOGGED_IN, leads_on=True),
    "mfa_remove_webauthn": Address(get=LOGGED_IN, post=LOGGED_IN, missing=True),
    "mfa_edit_webauthn": Address(get=LOGGED_IN, post=LOGGED_IN, missing=True),
    # Takes a key's own answer; everybody else is led to log-in, or home.
    "mfa_login_webauthn": Address(page=False),
}
_HOUSE = {
    "start": Address(get=LOGGED_IN),
    "about": Address(get=EVERYBODY),
    "set_language": Address(get=EVERYBODY, post=EVERYBODY, sends={"language": "da"}, leads_on=True, page=False),
    "reports": Address(get=REPORT_READERS),
}
_PEOPLE = {
    "people:log": Address(get="dpo"),
    "people:verify": Address(post="dpo"),
    "people:export": Address(get="dpo", page=False),
    "people:people": Address(get="administrator"),
    "people:create": Address(get="administrator", post="administrator"),
    "people:person": Address(get="administrator"),
    "people:give-role": Address(post="administrator"),
    "people:take-role": Address(post="administrator"),
    "people:access": Address(post="administrator", sends={"active": "1"}),
    "people:password": Address(post="administrator"),
    "people:second-factor": Address(post="administrator"),
    "people:units": Address(get="administrator", post="administrator"),
    "people:unit": Address(get="administrator", post="administrator"),
}
_HARVEST = {
    "harvest:studies": Address(get=STUDY_READERS),
    "harvest:create": Address(get="analyst outsider", post="analyst outsider"),
    "harvest:study": Address(get=TEAM_AND_DPO),
    "harvest:step": Address(get="analyst", post="analyst"),
    "harvest:team": Address(get=TEAM_AND_DPO, post="analyst"),
    "harvest:lock": Address(get="dpo", post="dpo"),
    "harvest:harvest": Address(get="analyst", post="analyst"),
    "harvest:upload": Address(post="analyst"),
    "harvest:progress": Address(get="analyst", leads_on=True, page=False),
    "harvest:cancel": Address(post="analyst"),
    "harvest:resume": Address(post="analyst"),
    "harvest:quarantine": Address(get="analyst dpo"),
    "harvest:settle": Address(get="analyst", post="analyst"),
    "harvest:settle_all": Address(get="analyst", post="analyst"),
    "harvest:documents": Address(get=TEAM_AND_DPO),
    "harvest:case": Address(get="analyst practitioner", leads_on=True),
}
_CODING = {
    "coding:index": Address(get="analyst practitioner"),
    "coding:codebook": Address(get=TEAM_AND_DPO),
    "coding:assign": Address(get="analyst", post="analyst"),
    "coding:agreement": Address(get="analyst leader"),
    "coding:differences": Address(get="analyst"),
    "coding:settle": Address(post="analyst", missing=True),
    "coding:shortcuts": Address(post="analyst practitioner"),
    "coding:case": Address(get="analyst practitioner"),
    "coding:save": Address(post="practitioner"),
    "coding:passage": Address(get="practitioner", post="practitioner"),
    "coding:step": Address(post="practitioner"),
}
_CROSSCASE = {
    "crosscase:analysis": Address(get="analyst leader"),
    "crosscase:run": Address(post="analyst"),
    "crosscase:progress": Address(get="analyst leader", page=False),
    "crosscase:earlier": Address(get="analyst leader"),
    "crosscase:condition": Address(get="analyst leader"),
    "crosscase:passages": Address(get="analyst practitioner"),
    "crosscase:report": Address(get="analyst leader"),
    "crosscase:publish": Address(post="leader"),
}
EVERY_ADDRESS = _ACCOUNT | _HOUSE | _PEOPLE | _HARVEST | _CODING | _CROSSCASE
