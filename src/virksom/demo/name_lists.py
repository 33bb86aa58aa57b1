"""Names, streets and places of the demo organisation; all combinations are invented.

First names follow generation and origin, and a family's names go together. Some are also common words (Bo, Per, Maj,
Storm, Bjørn, Liv, Viola): real records hold such people, and they are the hardest to find in a text.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Origin:
    """Names that go together in a family.

    Attributes:
        share: weight of the origin among citizens.
        first: (women's, men's) first names by generation: young, middle, old.
        last: surnames.
    """

    share: int
    first: tuple[tuple[str, str], tuple[str, str], tuple[str, str]]
    last: str


ORIGINS = (
    Origin(
        40,
        (
            (
                "Freja Alma Ella Ida Emma Sofie Laura Nanna Asta Agnes Karla Josefine Mille Maj Liv Viola Rosa Sol Merle Smilla "
                "Ronja Clara Luna Nora Frida Anna Mathilde Caroline Cecilie Signe Vigga Ellinor Filippa Naja Selma Thea",
                "Emil Oliver William Storm Ask Falke Villads Tobias Magnus Malthe Viggo Lauge Gustav Alfred Sebastian Nikolaj "
                "Mathias Jonas Frederik Bertram Elias Noah Valdemar August Felix Oskar Marius Silas Bo Bjørn Mikkel Rasmus",
            ),
            (
                "Mette Louise Maria Camilla Line Trine Stine Sara Julie Katrine Rikke Heidi Dorte Mia Tina Annette Lone Pia "
                "Charlotte Gitte Susanne Sidsel Maj Liv Anne Helle Christina Malene Tanja Pernille Nina Betina Ditte Maiken",
                "Thomas Martin Michael Rasmus Kasper Simon Anders Steffen Brian Dennis Jimmi Bo Per Bjørn Claus René Christian "
                "Lars Henrik Søren Peter Kim Morten Jesper Allan Jakob Mads Kenneth Ulrik Ronni Jan Daniel Mark Troels",
            ),
            (
                "Kirsten Hanne Inge Birthe Karen Tove Ruth Gerda Ellen Bodil Vibeke Grethe Jytte Lis Rita Else Aase Ulla Kaja",
                "Jens Niels Hans Ole Torben Preben Flemming Erik Svend Frode Kurt Leif Bent Finn Aage Mogens Kaj Karsten Per Bo",
            ),
        ),
        "Jensen Nielsen Hansen Pedersen Andersen Christensen Larsen Sørensen Rasmussen Petersen Madsen Kristensen Olsen Thomsen "
        "Poulsen Johansen Knudsen Mortensen Møller Holm Lund Schmidt Storm Winther Bech Kjær Bruun Dahl Friis Krogh Nygaard "
        "Overgaard Toft Vestergaard Østergaard Søndergaard Brandt Bang Frost Skov Sommer Vinter Falk Damgaard Hedegaard "
        "Kirkegaard Bundgaard Lauridsen Mikkelsen Iversen Jepsen Juhl Ravn Munk Thorup Balle Bjerre Husum Buch-Larsen "
        "Holst-Nielsen Lykke Glad Berg Steen Stær Hauge Dam Høj Kvist Lind Rask Bak Busk Østerlund",
    ),
    Origin(
        4,
        (
            (
                "Amina Nour Yasmin Leyla Hodan Ayla Safa Iman Dunya Mariam Lina Asma Rahma Sumaya Elif Maryam",
                "Yusuf Ali Adam Ibrahim Rami Bilal Zakaria Hamza Karim Idris Sami Anas Emre Liban Tarek",
            ),
            (
                "Fatima Aisha Samira Zeynep Hanan Naima Khadija Sultan",
                "Ahmed Mohamed Hassan Omar Mehmet Abdi Khaled Mustafa",
            ),
            ("Zahra Halima Emine Salma", "Mahmoud Ismail Osman Hüseyin"),
        ),
        "Ali Hussein Yilmaz Demir Abdullah Osman Haddad Mohamud Kaya Al-Khatib Warsame Rahimi Saleh "
        "Farah Aydin Nasser Karimi Jama Arslan Suleiman Hamid",
    ),
    Origin(
        1,
        (
            ("Zofia Maja Hanna Lena", "Kacper Jakub Filip Antoni"),
            ("Agnieszka Joanna Beata", "Piotr Marek Tomasz"),
            ("Halina Danuta", "Stefan Jerzy"),
        ),
        "Kowalski Nowak Zielinski Mazur",
    ),
    Origin(
        1,
        (
            ("Sofiya Daria Polina", "Danylo Maksym Artem"),
            ("Oksana Olena Iryna", "Andrii Oleh Serhii"),
            ("Lyudmyla Halyna", "Viktor Ivan"),
        ),
        "Shevchenko Bondarenko Kovalenko",
    ),
    Origin(
        1,
        (("Linh Mai My", "Minh An Khoa"), ("Thuy Lan Huong", "Tuan Hung Thanh"), ("Hoa Nga", "Duc Binh")),
        "Nguyen Tran Pham",
    ),
    Origin(
        1,
        (
            ("Aviaja Ivalu Pipaluk", "Malik Inuk Minik"),
            ("Paninnguaq Naasu Aviaja", "Aqqaluk Hans Malik"),
            ("Sofie Marie", "Jens Karl"),
        ),
        "Lynge Petrussen Olsvig Kleist Berthelsen",
    ),
)
# Families who have fled have these, whatever the shares.
FLED = (ORIGINS[1], ORIGINS[1], ORIGINS[3])
STREETS = (
    *(
        "Bøgebakken",
        "Kirkestien",
        "Møllevænget",
        "Nørremarken",
        "Gammel Skolevej",
        "Åbrinken",
        "Stationsgade",
        "Torvegade",
    ),
    *(
        "Solsikkevej",
        "Lærkehaven",
        "Engdraget",
        "Vestre Allé",
        "Havnepladsen",
        "Smedestræde",
        "Tornebuskene",
        "Teglgården",
    ),
    *("Rugmarken", "Fasanvænget", "Sct. Anna Stræde", "Hyldespjældet", "Kærsangervej", "Nybrovej", "Store Tværgade"),
)
# Danish postal codes stop at 9990, so none of these towns can be found.
TOWNS = {"Skovløkke": "9999", "Lindehøj": "9998", "Vesterbæk": "9997", "Åmose By": "9996", "Nørre Elle": "9995"}
SCHOOLS = ("Vestermoseskolen", "Skovløkke Skole", "Lindehøj Friskole", "Åmoseskolen", "Engskolen", "Tranebjergskolen")
WORKPLACES = (
    "Brandt & Søn",
    "Bdr. Holst",
    "Vestermark ApS",
    "Krogh & Datter",
    "Skovløkke Entreprise",
    "Fjordens Service",
)
CLUBS = (
    "Skovløkke IF",
    "Lindehøj Idrætsforening",
    "Vesterbæk GU",
    "Foreningen Broen",
    "Klub Fyrtårnet",
    "Åmose og Omegn IF",
)

FEMALE_ROLES = frozenset(
    [
        "mor",
        "mormor",
        "farmor",
        "søster",
        "lillesøster",
        "storesøster",
        "datter",
        "plejemor",
        "moster",
        "tante",
        "faster",
        "veninde",
    ]
)
MALE_ROLES = frozenset(["far", "morfar", "farfar", "bror", "lillebror", "storebror", "søn", "plejefar", "onkel", "ven"])
EITHER_ROLES = frozenset(("kæreste", "ægtefælle", "nabo"))
OUTSIDE_FAMILY = frozenset(["kæreste", "nabo", "ven", "veninde", "plejemor", "plejefar"])
OTHER_SURNAME = OUTSIDE_FAMILY | frozenset(["moster", "onkel", "mormor", "morfar", "tante", "faster"])
YEARS_OLDER = {
    **dict.fromkeys(("mor", "far", "moster", "onkel", "tante", "faster", "plejemor", "plejefar"), 28),
    **dict.fromkeys(("mormor", "morfar", "farmor", "farfar"), 55),
    **dict.fromkeys(("søn", "datter"), -28),
    "nabo": 15,
}


def first_names(origin: Origin, sex: str, age: float) -> list[str]:
    """First names that a person of this origin, sex (f or m) and age may have."""
    generation = 0 if age < 25 else 1 if age < 58 else 2
    return origin.first[generation][sex == "m"].split()
