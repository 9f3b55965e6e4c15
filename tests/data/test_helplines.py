"""The shipped helplines and emergency numbers are those that were compared, and every one can be used."""

from datetime import date

from numbjournal.core.helpline import Helpline
from numbjournal.core.tag import name_key
from numbjournal.data.support import emergency_checked, emergency_numbers, known_countries, shipped_helplines

CHECKED = date(2026, 11, 22)

LINES = """
US|988 Suicide & Crisis Lifeline|988|text 988|24/7|English, Spanish|988lifeline.org|high
CA|9-8-8 Suicide Crisis Helpline|988|text 988|24/7|English, French|988.ca|high
GB|Samaritans|116 123||24/7|English|www.samaritans.org|high
GB|Shout||text SHOUT to 85258|24/7|English|giveusashout.org|high
IE|Samaritans Ireland|116 123||24/7|English|www.samaritans.org|high
IE|Text About It||text HELLO to 50808|24/7|English|www.textaboutit.ie|high
AU|Lifeline|13 11 14|text 0477 13 11 14|24/7|English|www.lifeline.org.au|high
NZ|1737 Need to talk?|1737|text 1737|24/7|English|1737.org.nz|high
DE|TelefonSeelsorge|0800 111 0 111 / 0800 111 0 222 / 116 123||24/7|German|www.telefonseelsorge.de|high
AT|TelefonSeelsorge|142||24/7|German|www.telefonseelsorge.at|medium
CH|Die Dargebotene Hand / La Main Tendue|143||24/7|German, French, Italian|www.143.ch|high
FR|3114, numéro national de prévention du suicide|3114||24/7|French|3114.fr|high
BE|Zelfmoordlijn|1813||24/7|Dutch|www.zelfmoord1813.be|high
BE|Centre de Prévention du Suicide|0800 32 123||24/7|French|www.preventionsuicide.be|high
NL|113 Zelfmoordpreventie|113 / 0800-0113||24/7|Dutch|www.113.nl|high
ES|Línea 024|024||24/7|Spanish||high
ES|Teléfono de la Esperanza|717 003 717||24/7|Spanish|telefonodelaesperanza.org|high
PT|Linha Nacional de Prevenção do Suicídio|1411||24/7|Portuguese|www.sns24.gov.pt|high
IT|Telefono Amico Italia|02 2327 2327||09:00-24:00 daily|Italian|www.telefonoamico.it|high
SE|Mind Självmordslinjen|90101||24/7|Swedish|mind.se|high
NO|Mental Helse Hjelpetelefonen|116 123||24/7|Norwegian|mentalhelse.no|medium
FI|MIELI Crisis Helpline|09 2525 0111||24/7|Finnish|mieli.fi|high
PL|Centrum Wsparcia dla Osób w Kryzysie Psychicznym|800 70 2222||24/7|Polish||high
BR|CVV|188||24/7|Portuguese|cvv.org.br|high
MX|Línea de la Vida|800 911 2000||24/7|Spanish||high
IN|Tele-MANAS|14416||24/7|Hindi, English, others|telemanas.mohfw.gov.in|high
JP|Yorisoi Hotline|0120-279-338||24/7|Japanese|www.mhlw.go.jp/mamorouyokokoro|medium
KR|Suicide prevention line 109|109||24/7|Korean||high
SG|Samaritans of Singapore|1767|WhatsApp 9151 1767|24/7|English|www.sos.org.sg|high
HK|The Samaritans Hong Kong|2896 0000||24/7|Cantonese, English|samaritans.org.hk|medium
ZA|SADAG Suicide Crisis Helpline|0800 567 567||24/7|English|www.sadag.org|high
IL|ERAN|1201||24/7|Hebrew|www.eran.org.il|high
"""
"""Country|name|call|text|hours|languages|page (without https://)|confidence."""

EMERGENCY = """
    US 911, CA 911, GB 999 or 112, IE 112 or 999, AU 000, NZ 111, DE 112, AT 112, CH 112 or 144, FR 112 or 15,
    BE 112, NL 112, ES 112, PT 112, IT 112, SE 112, NO 113 or 112, DK 112, FI 112, PL 112, BR 192, MX 911,
    IN 112, JP 119, KR 119, SG 995, HK 999, ZA 112, IL 101
"""


def as_row(line: Helpline) -> str:
    call, languages = " / ".join(line.call), ", ".join(line.languages)
    return "|".join(
        (
            line.country,
            line.name,
            call,
            line.text,
            line.hours,
            languages,
            line.url.removeprefix("https://"),
            line.confidence,
        )
    )


def differences(lines: list[Helpline]) -> list[str]:
    """What the lines lack of the expected ones, or have beyond them."""
    return sorted(set(LINES.strip().splitlines()) ^ set(map(as_row, lines)))


def test_every_line_is_there_as_it_was_compared() -> None:
    assert differences(shipped_helplines()) == []
    assert all(not line.url or line.url.startswith("https://") for line in shipped_helplines())
    assert {line.checked for line in shipped_helplines()} == {CHECKED}


def test_the_comparison_sees_a_changed_number() -> None:
    first, *rest = shipped_helplines()
    assert len(differences([first._replace(call=("989",)), *rest])) == 2


def test_every_emergency_number_is_there() -> None:
    expected = dict(pair.strip().split(" ", 1) for pair in EMERGENCY.split(","))
    assert emergency_numbers() == expected
    assert emergency_checked() == CHECKED


def test_every_country_with_a_line_or_a_number_has_a_name() -> None:
    named = {country.code for country in known_countries()}
    assert named == set(emergency_numbers()) | {line.country for line in shipped_helplines()}


def test_no_name_belongs_to_two_countries() -> None:
    names = [name_key(name) for country in known_countries() for name in (country.code, *country.names)]
    assert len(names) == len(set(names))
