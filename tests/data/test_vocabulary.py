"""The shipped vocabulary is complete, and nothing in it is ambiguous."""

import tomllib
from pathlib import Path

import pytest

import numbjournal.data
from numbjournal.core.tag import CRISIS_TAGS, KINDS, RESERVED, Tag, Vocabulary, name_key
from numbjournal.data import shipped_tags
from numbjournal.data.support import emergency_number, emergency_numbers

EXPECTED = {
    "manifestation": """
        flat: flatness numb numbness blunted
        empty: emptiness hollow void
        disconnected-self: disconnected detached-from-self unreal dissociated
        disconnected-others: detached distant cut-off
        disconnected-world:
        lost-interest: loss-of-interest no-interest no-pleasure anhedonia
        apathy: apathetic indifferent
        hard-to-express: cant-say no-words
        hard-to-share: closed not-open
        hard-to-feel-with: no-sympathy ~low-empathy
        little-warmth: no-affection ~cold
        short-with-people: impatient ~unkind ~harsh
        withdrawn: less-involved
        avoiding: avoidance avoided
        hard-to-commit: cant-commit ~no-priority
        smothered: suffocated
        confused: puzzled
        foggy: cant-concentrate unfocused no-attention
        overwhelmed: stressed cant-cope
        drained: emotionally-exhausted
    """,
    "body": """
        tension: tense muscle-tension
        fatigue: tired exhausted
        headache: headaches
        digestion: stomach gut nausea
        physical: other-physical
    """,
    "effect": """
        relationships:
        decisions:
        identity: who-am-i
        work: study
        daily-life: chores
        low-mood: down
        wellbeing: well-being
        risky-outlet: numbing-out
    """,
    "cause": """
        trauma: accident disaster
        loss: grief
        abuse:
        chronic-stress: long-stress
        medication: meds ssri antidepressant antipsychotic side-effect
        condition: depression ptsd bipolar borderline
        bad-news: doomscrolling
        upbringing: culture childhood
        boundary: stepped-back
        acute-event:
    """,
    "strategy": """
        creative: art music writing drawing
        mindfulness: meditation breathing
        movement: exercise yoga dance walk
        therapy: had-session counselling
        rest: slept-enough self-care
        eating-well: ate-well
        joy: pleasant-thing
        connecting: talked company
        doctor: gp prescriber
        less-news:
    """,
    "distress": """
        anxiety: anxious worry
        panic: panic-attack
        suicidal-thoughts: suicidal suicide want-to-die dont-want-to-live ending-it death-wish
            ~kill-myself ~killing-myself ~end-my-life ~ending-my-life ~end-it-all ~wanna-die
            ~wanting-to-die ~want-to-be-dead ~wish-i-was-dead ~wish-i-were-dead ~better-off-dead
            ~unalive ~kms ~suicidal-ideation ~suicidality ~not-wanting-to-live ~dont-wanna-live
            ~dont-want-to-be-alive ~dont-want-to-be-here ~dont-want-to-exist ~no-will-to-live ~suizid
            ~suizidal ~suizidgedanken ~selbstmord ~selbstmordgedanken ~sterben-wollen ~suicidaire
            ~pensées-suicidaires ~idées-suicidaires ~envie-de-mourir ~suicidio ~suicidarsi
            ~voglio-morire ~suicídio ~suicidarse ~suicidar-me ~pensamientos-suicidas
            ~pensamentos-suicidas ~quiero-morir ~quero-morrer ~zelfmoord ~zelfdoding ~suïcidaal
            ~zelfmoordgedachten ~självmord ~självmordstankar ~selvmord ~selvmordstanker ~itsemurha
            ~itsemurha-ajatukset ~samobójstwo ~myśli-samobójcze ~התאבדות ~אובדנות ~आत्महत्या ~自殺 ~死にたい
            ~希死念慮 ~自杀 ~想死 ~자살 ~죽고-싶다
        self-harm: selfharm hurt-myself
            ~cutting ~hurting-myself ~harm-myself ~harming-myself ~self-injury ~self-mutilation
            ~overdose ~overdosed ~overdosing ~selbstverletzung ~selbstverletzendes-verhalten
            ~automutilation ~scarification ~me-faire-du-mal ~autolesionismo ~autolesione ~autolesión
            ~autolesiones ~automutilação ~automutilacao ~autolesão ~zelfbeschadiging ~automutilatie
            ~zelfverwonding ~självskada ~självskadebeteende ~selvskading ~itsensä-vahingoittaminen
            ~viiltely ~samookaleczanie ~samookaleczenie ~פגיעה-עצמית ~आत्म-क्षति ~自傷 ~自傷行為 ~自残
            ~自残行为 ~자해
    """,
}
"""Kind, then a line a tag: its id, its aliases, and with ~ the names that are understood and never shown."""


def differences(tags: list[Tag], expected: dict[str, str]) -> list[str]:
    """What the tags lack of the expected ones, or have beyond them."""
    wanted = set()
    for kind, lines in expected.items():
        for line in filter(None, map(str.strip, lines.replace("\n            ", " ").splitlines())):
            id, _, names = line.partition(":")
            wanted.add((kind, id, tuple(sorted(names.split()))))
    found = {
        (tag.kind, tag.id, tuple(sorted((*tag.aliases, *(f"~{name}" for name in tag.silent)))))
        for tag in tags
    }
    return sorted(map(str, wanted ^ found))


def test_every_tag_is_there_with_its_kind_and_names() -> None:
    assert differences(shipped_tags(), EXPECTED) == []


def test_the_comparison_sees_a_missing_tag() -> None:
    assert differences(shipped_tags()[1:], EXPECTED)


@pytest.mark.parametrize("tag", shipped_tags(), ids=lambda tag: tag.id)
def test_every_tag_says_what_it_means(tag: Tag) -> None:
    assert tag.kind in KINDS
    assert tag.label
    assert tag.about.endswith(".")
    assert tag.about.count(".") == 1
    assert "!" not in tag.about
    assert "you" in tag.about.casefold()


def test_every_tag_says_where_it_comes_from_and_what_it_is_about() -> None:
    records = tomllib.loads((Path(numbjournal.data.__file__).parent / "tags.toml").read_text("utf-8"))["tag"]
    assert {record["source"] for record in records} == {"A", "B", "AB", "added"}
    assert {record["id"]: record["source"] for record in records}["self-harm"] == "added"
    assert {record.get("area") for record in records} <= {"self", "others", "world", "body", "mind", None}


def test_no_name_belongs_to_two_tags() -> None:
    names = [name for tag in shipped_tags() for name in (tag.id, *tag.aliases, *tag.silent)]
    assert len(names) == len(set(names))
    assert all(name == name_key(name) for name in names)


def test_only_tired_is_both_an_answer_and_a_tag() -> None:
    assert RESERVED & set(Vocabulary(shipped_tags()).owner) == {"tired"}


def test_crisis_tags_are_shipped_as_severe_distress() -> None:
    kinds = {tag.id: tag.kind for tag in shipped_tags()}
    assert {kinds[tag] for tag in CRISIS_TAGS} == {"distress"}


def test_emergency_numbers_have_the_form_of_numbers() -> None:
    assert emergency_number("de") == "112"
    assert emergency_number("XX") is None
    for country, number in emergency_numbers().items():
        assert len(country) == 2
        assert country.isupper()
        assert number.replace(" or ", "").isdigit()
