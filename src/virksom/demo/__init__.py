"""The demo organisation: invented lives and a planted truth, given out as its own record systems would."""
