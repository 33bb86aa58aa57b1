"""The daily record: the one wing where names and CPR numbers may live.

Its rooms (journal, feedback, status) are not built yet. The floor is here so that the rules about who may look into it
hold from the first day: of the whole study wing only `harvest` may, and nothing here may look up into the study.
"""
