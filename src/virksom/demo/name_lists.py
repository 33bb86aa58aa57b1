"""Names, streets and places of the demo organisation; all combinations are invented.

First names mix generations and origins. Some are also common words (Bo, Per, Maj, Storm, Bjørn, Liv, Viola): real
records hold such people, and they are the hardest to find in a text.
"""

from __future__ import annotations

FEMALE = (
    *("Mette", "Anne", "Kirsten", "Hanne", "Lone", "Pia", "Charlotte", "Gitte", "Susanne", "Inge", "Birthe", "Karen"),
    *("Louise", "Maria", "Camilla", "Line", "Trine", "Stine", "Sara", "Julie", "Ida", "Emma", "Freja", "Alma", "Ella"),
    *("Sofie", "Laura", "Nanna", "Signe", "Katrine", "Rikke", "Heidi", "Dorte", "Tove", "Ruth", "Gerda", "Ellen"),
    *("Maj", "Liv", "Viola", "Rosa", "Sol", "Fryd", "Merle", "Astrid", "Asta", "Agnes", "Karla", "Josefine", "Mille"),
    *("Fatima", "Aisha", "Leyla", "Amina", "Zeynep", "Yasmin", "Hodan", "Samira", "Nour", "Thuy", "Oksana", "Agnieszka"),
    *("Paninnguaq", "Aviaja", "Sidsel", "Bodil", "Vibeke", "Annette", "Tina", "Mia", "Cecilie", "Smilla", "Ronja"),
)
MALE = (
    *("Jens", "Lars", "Peter", "Søren", "Henrik", "Niels", "Hans", "Ole", "Kim", "Torben", "Preben", "Flemming", "Erik"),
    *("Thomas", "Martin", "Michael", "Rasmus", "Kasper", "Simon", "Jonas", "Mathias", "Emil", "Oliver", "William"),
    *("Bo", "Per", "Bjørn", "Storm", "Ask", "Falke", "Svend", "Frode", "Viggo", "Malthe", "Villads", "Tobias", "Magnus"),
    *("Anders", "Steffen", "Brian", "Dennis", "Jimmi", "Kurt", "Leif", "Bent", "Finn", "Aage", "Mogens", "Kaj", "Karsten"),
    *("Ahmed", "Mohamed", "Yusuf", "Ali", "Hassan", "Omar", "Ibrahim", "Mehmet", "Abdi", "Rami", "Piotr", "Andrii", "Minh"),
    *("Malik", "Inuk", "Claus", "René", "Nikolaj", "Christian", "Sebastian", "Gustav", "Alfred", "Lauge", "Johannes"),
)
SURNAMES = (
    *("Jensen", "Nielsen", "Hansen", "Pedersen", "Andersen", "Christensen", "Larsen", "Sørensen", "Rasmussen", "Petersen"),
    *("Madsen", "Kristensen", "Olsen", "Thomsen", "Poulsen", "Johansen", "Knudsen", "Mortensen", "Møller", "Holm"),
    *("Lund", "Schmidt", "Storm", "Winther", "Bech", "Kjær", "Bruun", "Dahl", "Friis", "Krogh", "Nygaard", "Overgaard"),
    *("Toft", "Vestergaard", "Østergaard", "Søndergaard", "Brandt", "Bang", "Frost", "Skov", "Sommer", "Vinter", "Falk"),
    *("Damgaard", "Hedegaard", "Kirkegaard", "Bundgaard", "Lauridsen", "Mikkelsen", "Iversen", "Jepsen", "Juhl", "Ravn"),
    *("Ali", "Hussein", "Yilmaz", "Demir", "Nguyen", "Kowalski", "Abdullah", "Osman", "Shevchenko", "Haddad", "Mohamud"),
    *("Lynge", "Petrussen", "Buch-Larsen", "Holst-Nielsen", "von Bülow", "Munk", "Thorup", "Balle", "Bjerre", "Husum"),
)
STREETS = (
    *("Bøgebakken", "Kirkestien", "Møllevænget", "Nørremarken", "Gammel Skolevej", "Åbrinken", "Stationsgade", "Torvegade"),
    *("Solsikkevej", "Lærkehaven", "Engdraget", "Vestre Allé", "Havnepladsen", "Smedestræde", "Tornebuskene", "Teglgården"),
    *("Rugmarken", "Fasanvænget", "Sct. Anna Stræde", "Hyldespjældet", "Kærsangervej", "Nybrovej", "Store Tværgade"),
)
# Danish postal codes stop at 9990, so none of these towns can be found.
TOWNS = {"Skovløkke": "9999", "Lindehøj": "9998", "Vesterbæk": "9997", "Åmose By": "9996", "Nørre Elle": "9995"}
SCHOOLS = ("Vestermoseskolen", "Skovløkke Skole", "Lindehøj Friskole", "Åmoseskolen", "Engskolen", "Tranebjergskolen")
WORKPLACES = ("Brandt & Søn", "Bdr. Holst", "Vestermark ApS", "Krogh & Datter", "Skovløkke Entreprise", "Fjordens Service")
CLUBS = ("Skovløkke IF", "Lindehøj Idrætsforening", "Vesterbæk GU", "Foreningen Broen", "Klub Fyrtårnet", "Åmose og Omegn IF")
FEMALE_ROLES = frozenset(
    "mor mormor farmor søster lillesøster storesøster datter plejemor moster tante faster veninde".split()
)
MALE_ROLES = frozenset("far morfar farfar bror lillebror storebror søn plejefar onkel ven".split())
EITHER_ROLES = frozenset(("kæreste", "ægtefælle", "nabo"))
OTHER_SURNAME = frozenset("kæreste nabo ven veninde plejemor plejefar moster onkel mormor morfar tante faster".split())
