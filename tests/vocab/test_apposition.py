"""What words beside a name say of its bearer, in sentences as news writes them."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchfloor.vocab.apposition import holds_office, names_to_protect


@pytest.mark.parametrize(
    "sentence, names",
    [
        ("They killed a teacher, Hamid Faraj, near Baghdad.", ["Hamid Faraj"]),
        ("Hamid Faraj, a driver, was hurt.", ["Hamid Faraj"]),
        ("a shell killed Aisha Omar, 14, and wounded nine", ["Aisha Omar"]),
        ("Shells hit the home of Aisha Omar (14).", ["Aisha Omar"]),
        ("On Tuesday, a witness, Salma Khalid, said.", ["Salma Khalid"]),
        ("On Tuesday Hamid Faraj, a local shopkeeper, died.", ["Hamid Faraj"]),
        ("said his neighbour Fatima Diallo.", ["Fatima Diallo"]),
        ("Police held a suspect, Omar Said. Gunmen fled.", ["Omar Said"]),
        ("Aisha Omar's brother Said Omar, a minor, was hit.", ["Said Omar"]),
        ("The blast hit Baghdad, a teacher said.", []),
        ("The blast hit Baghdad, a teacher in the city said.", []),
        ("A man died in Kirkuk, a city of a million children.", []),
        ("It killed a teacher, Human Rights Watch said.", []),
        ("President Joan Harker said soldiers had died.", []),
        ("Soldiers died, General Paul Moreau said.", []),
        ("Prime Minister Joan Harker, 74, said so.", []),
        ("THE FARMERS, EXPORTERS, AND THE MEN OF OMAR HADDAD, A TEACHER, LEFT.", []),
        ("", []),
    ],
)
def test_names_beside_a_word_to_protect(sentence: str, names: list[str]) -> None:
    """Golden: those beside a victim's word or an age, but no day, town, body or office-holder."""
    assert names == [sentence[start:end] for start, end in names_to_protect(sentence)]


@pytest.mark.parametrize(
    "sentence, name, office",
    [
        ("Najib Danish, a spokesman for the ministry, said so.", "Najib Danish", True),
        ("Troops killed Omar Haddad, the leader of the River Front.", "Omar Haddad", True),
        ("The army's commander, Colonel Paul Moreau, said so.", "Paul Moreau", True),
        ("The army's commander, Paul Moreau, said so.", "Paul Moreau", True),
        ("according to ministry spokesman Omar Haddad", "Omar Haddad", True),
        ("Gunmen killed Hamid Faraj, a spokesman for the army said.", "Hamid Faraj", False),
        ("Omar Haddad, a brother of the minister, was held.", "Omar Haddad", False),
        ("It killed the minister, Omar Haddad said.", "Omar Haddad", False),
        ("Omar Haddad, who fled, was held.", "Omar Haddad", False),
        ("It hurt the spokesman of Somalia's army, Omar Haddad, on Sunday.", "Omar Haddad", True),
        ("It hurt the driver of Mali's minister, Omar Haddad, on Sunday.", "Omar Haddad", False),
        ("It hurt the minister of a Somali teacher, Omar Haddad.", "Omar Haddad", False),
        ("She accused the commander of killing Mali's Fulani, Omar Haddad.", "Omar Haddad", False),
        ("She told the spokesman of her village, Omar Haddad, so.", "Omar Haddad", False),
        ("It hurt the spokesman of Mali's army, Omar Haddad said.", "Omar Haddad", False),
        ("said the head of the health agency, Dr. Omar Haddad, who left", "Omar Haddad", True),
        ("A spokesman for al-Sand, Omar Haddad, said so.", "Omar Haddad", True),
        ("A spokesman for the organisers, Omar Haddad, said so.", "Omar Haddad", True),
        ("A rebel spokesman abroad, Omar Haddad, denies it.", "Omar Haddad", True),
        ("A militia commander in Sand, Omar Haddad, denies it.", "Omar Haddad", True),
        ("A driver in Sand, Omar Haddad, denies it.", "Omar Haddad", False),
        ("says Omar Haddad of the Sand Policy Forum. He left.", "Omar Haddad", True),
        ("says Omar Haddad of the Families' Council. He left.", "Omar Haddad", False),
        ("Omar Haddad, once spokesman of the front, left.", "Omar Haddad", True),
        ("Coast guard spokesman Capt. Omar Haddad denied it.", "Omar Haddad", True),
    ],
)
def test_an_office_stands_before_a_name_or_after_it(sentence: str, name: str, office: bool) -> None:
    """Golden: an apposition tells of an office; who speaks at the end of a sentence does not."""
    start = sentence.index(name)
    assert office == holds_office(sentence, start, start + len(name))


@given(st.text(max_size=300))
def test_spans_lie_inside_and_rise(said: str) -> None:
    """Whatever the text, names are spans of it, in order and apart."""
    end = 0
    for start, stop in names_to_protect(said):
        assert end <= start < stop <= len(said)
        end = stop


def test_a_text_of_capitals_takes_time_by_its_length() -> None:
    """Half a megabyte of names and commas is read within seconds of processor time."""
    began = time.process_time()
    names_to_protect("Omar Haddad, a teacher, " * 20_000)
    assert time.process_time() - began < 60
