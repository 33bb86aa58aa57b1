"""A quotation is found where its words stand, although its names are other words there."""

from __future__ import annotations

from virksom.study.coding.matching import Searchable, find_quote

NOTE = Searchable(1, "Kom kl. 9. [Borger] tog bussen selv for første gang i dag. [Medarbejder 2] ventede ved skolen.")
OTHER = Searchable(2, "Rolig dag. Vi spiste rugbrød og talte om vejret.")


def test_word_for_word_comes_first_and_keeps_its_place():
    found = find_quote("talte om vejret", [NOTE], [OTHER])
    assert (found.document_id, found.quote) == (2, "talte om vejret")
    assert OTHER.text[found.start : found.end] == found.quote


def test_names_in_the_quotation_do_not_hinder():
    found = find_quote("Mikkel tog bussen selv for første gang i dag.", [NOTE], [OTHER])
    assert found.quote == "[Borger] tog bussen selv for første gang i dag."


def test_a_quotation_of_two_sentences_is_found_as_two():
    quote = "Mikkel tog bussen selv for første gang i dag. Lone ventede ved skolen."
    assert find_quote(quote, [NOTE]).quote == NOTE.text[11:]


def test_lines_broken_in_another_place_do_not_hinder():
    assert (
        find_quote("Vi spiste\n rugbrød og talte om vejret.", [OTHER]).quote == "Vi spiste rugbrød og talte om vejret."
    )


def test_too_few_common_words_find_nothing():
    assert find_quote("Mikkel ventede ved banegården med sin kuffert.", [NOTE, OTHER]) is None
    assert find_quote("Mikkel og Lone.", [NOTE, OTHER]) is None
    assert find_quote("", [NOTE]) is None
