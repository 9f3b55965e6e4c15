"""Files of other programs, written for the tests in the form that those programs write.

Those of jrnl 4.6 and feels 1.2.4 were made by the programs themselves.
"""

import base64
import io
import json
import zipfile
from collections.abc import Iterable
from datetime import date
from typing import Any

from numbjournal.core.foreign_entry import ForeignEntry, MappingOptions, ParsedRow, SkippedRow
from numbjournal.core.foreign_mapping import ForeignMapping
from numbjournal.core.import_plan import ImportPlan, plan_import, planned_entries
from numbjournal.core.tag import Vocabulary
from numbjournal.data import shipped_tags
from numbjournal.imports import IMPORTS, OWN, TABLES, program_of
from numbjournal.imports.csv import Columns
from tests.conftest import SUNDAY

TODAY = date(2026, 11, 22)
FOREIGN = [row.name for row in IMPORTS if row.section != OWN]
COLUMNS = Columns("Day", "Mood", "Feel", "Words")

# ruff: noqa: E501  (lines are as the programs write them)
DAYLIO = """\
full_date,date,weekday,time,mood,activities,note_title,note
2026-11-21,November 21,Saturday,6:50 pm,meh,"work | music | tired","A title","one<br>two <b>bold</b> &amp; more"
2026-11-21,November 21,Saturday,1:49 PM,rad,,,
2026-11-20,November 20,Friday,14:03,awful,empty,,"a comma, and
a line"
"""

DAYLIO_WITH_SCALES = """\
full_date,date,weekday,time,mood,activities,scales,note_title,note
2026-11-21,November 21,Saturday,18:50,good,"","Sleep\u00a0Quality: 8/10\u00a0points | Sleep Time: 8:00","",""
"""

DAYLIO_OLD = """\
year,date,weekday,time,mood,activities,note
2018,October 23,Tuesday,6:50 pm,bad,reading,"old"
2018,23 October,Tuesday,7:50 pm,bad,reading,"a title","one more than the header"
"""

BEARABLE = """\
"date","weekday","time of day","category","rating/amount","detail","notes"
"22nd Sep 2020","Tuesday","pm","Mood","3","","a note"
"22nd Sep 2020","Tuesday","pm","Symptom","2","Stress (Moderate)",""
"22nd Sep 2020","Tuesday","pm","Symptom","4","Headache (Unbearable)",""
"22nd Sep 2020","Tuesday","all day","Sleep","7.5","Sleep (hours)",""
"1st Oct 2020","Thursday","09:30","Factors","1","Walk | Coffee (cups)",""
"""

BEARABLE_NEW = """\
date,date formatted,weekday,time of day,category,rating/amount,detail,notes
"21st Nov 2026","2026-11-21","Saturday","","Energy","2","",""
"""

HOW_WE_FEEL = """\
Date,Locale,Mood Keys,Mood,Tags (People),Tags (Places),Tags (Events),Notes,Reflections,Takeaways
2026 Sun Feb 8 4:04 PM,en,disengaged,Disengaged,By Myself,Home,Resting,"A full note","[]","[]"
2026 Sat Feb 7 11:05 AM,en,apathetic,Apathetic,,,,,,
"""

HOW_WE_FEEL_LONG = (
    "Date,Mood,Tags (People),Tags (Places),Tags (Events),Exercise,Sleep,Menstrual,Steps,Meditation,Weather,"
    "Temperature (F),Water (cups),Caffeine (mg),Alcoholic Drinks,Notes,Reflections,Takeaways\n"
    "2026 Sun Feb 8 4:04 PM,Disconnected,,,,,7.5,,4000,,Rain,40,,,,,,\n"
)

HOW_WE_FEEL_KEYS = (
    "Date,Mood,Mood Key,Tags (People),Tags Key (People),Tags (Places),Tags Key (Places),Tags (Events),"
    "Tags Key (Events),Notes,Reflections,Takeaways\n"
    "2026 Sun Feb 8 4:04 PM,Calm,calm,,,,,,,,,\n"
)

APPLE = """\
Start,End,Kind,Labels,Associations,Valence,Valence Classification
2026-01-09 15:34:06 -0500,2026-01-09 15:34:06 -0500,Momentary Emotion,Anxious | Indifferent,Work | Friends,-0.7235772667861566,Very Unpleasant,
2026-01-08 22:00:00 -0500,2026-01-08 22:00:00 -0500,Daily Mood,,,1.0,Very Pleasant,
2026-01-07 10:00:00 -0500,2026-01-07 10:00:00 -0500,Momentary Emotion,,,,,
"""

JRNL = json.dumps(
    {
        "tags": {"@flat": 1, "@anna": 1},
        "entries": [
            {
                "title": "A grey day @flat.",
                "body": 'Walked with @anna, "quiet".',
                "date": "2026-11-21",
                "time": "18:50",
                "tags": ["@flat", "@anna"],
                "starred": False,
            },
            {
                "title": "starred thing. body here",
                "body": "second line\n[not a date] x",
                "date": "2026-11-20",
                "time": "09:00",
                "tags": [],
                "starred": True,
            },
        ],
    },
    indent=2,
)

JRNL_TEXT = """\
[2026-11-20 09:00:00 AM] starred thing. body here *
second line
[not a date] x

[2026-11-21 06:50:00 PM] A grey day @flat.
Walked with @anna, "quiet".
"""

FEELS = json.dumps(
    [
        {
            "id": 1,
            "timestamp": "2026-11-20T21:30:05",
            "mood": 1,
            "focus": 2,
            "stress": 4,
            "project": "paper",
            "tags": "work,tired",
            "note": "grey, all day\nand more",
            "asciimoji": None,
        },
        {
            "id": 2,
            "timestamp": "2026-11-21T08:00:00",
            "mood": 4,
            "focus": None,
            "stress": None,
            "project": None,
            "tags": None,
            "note": None,
            "asciimoji": None,
        },
    ],
    indent=2,
)

FEELS_CSV = (
    "id,timestamp,mood,focus,stress,project,tags,note,asciimoji\r\n"
    '1,2026-11-20T21:30:05,1,2,4,paper,"work,tired","grey, all day\nand more",\r\n'
    "2,2026-11-21T08:00:00,4,,,,,,\r\n"
)

DAY_ONE = json.dumps(
    {
        "metadata": {"version": "1.0"},
        "entries": [
            {
                "uuid": "D11AAA1111111111111111111111111A",
                "creationDate": "2026-11-21T23:30:00Z",
                "modifiedDate": "2026-11-21T23:31:00Z",
                "timeZone": "Europe/Berlin",
                "text": "# A day\\.\n\nOne \\- two",
                "tags": ["numb", "train"],
                "starred": True,
                "location": {"placeName": "home"},
            }
        ],
    }
)

PIXELS = json.dumps(
    [
        {
            "date": "2026-11-21",
            "type": "Mood",
            "scores": [2, 4, 4],
            "notes": "a pixel",
            "tags": [{"type": "Emotions", "entries": ["empty", "calm"]}],
        }
    ]
)

PIXELS_OLD = json.dumps(
    [
        {
            "date": "2026-11-2",
            "entries": [
                {"type": "Mood", "value": 1, "notes": "old", "tags": [{"type": "E", "entries": ["tired"]}]}
            ],
        }
    ]
)

TABLE = """\
Day,Mood,Feel,Words,Weather
2026-11-21,7,2,a grey day,rain
2026-11-20,,,only words,
"""

BACKUP = {
    "customMoods": [
        {"id": 1, "custom_name": "", "mood_group_id": 1},
        {"id": 9, "custom_name": "Grey", "mood_group_id": 4},
    ],
    "tags": [{"id": 3, "name": "music"}, {"id": 4, "name": "tired"}],
    "dayEntries": [
        {
            "id": 12,
            "minute": 50,
            "hour": 18,
            "day": 21,
            "month": 10,
            "year": 2026,
            "datetime": 1795283400000,
            "timeZoneOffset": 3600000,
            "mood": 9,
            "note": "one<br>two",
            "note_title": "",
            "tags": [3, 4],
            "assets": [],
        }
    ],
}


def backup(content: Any = BACKUP, *, member: str = "backup.daylio", **others: bytes) -> bytes:
    """A backup of Daylio that holds this JSON (or, for bytes, just them)."""
    data = content if isinstance(content, bytes) else base64.b64encode(json.dumps(content).encode())
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for name, other in others.items():
            file.writestr(name.replace("__", "/"), other)
        file.writestr(member, data)
    return stream.getvalue()


SAMPLES: dict[str, tuple[bytes, ...]] = {
    "daylio": (DAYLIO.encode(), DAYLIO_WITH_SCALES.encode(), DAYLIO_OLD.encode()),
    "daylio-backup": (backup(),),
    "bearable": (BEARABLE.encode(), BEARABLE_NEW.encode()),
    "how-we-feel": (HOW_WE_FEEL.encode(), HOW_WE_FEEL_LONG.encode(), HOW_WE_FEEL_KEYS.encode()),
    "apple": (APPLE.encode(),),
    "jrnl": (JRNL.encode(), JRNL_TEXT.encode()),
    "feels": (FEELS.encode(), FEELS_CSV.encode()),
    "day-one": (DAY_ONE.encode(),),
    "pixels": (PIXELS.encode(), PIXELS_OLD.encode()),
    "csv": (TABLE.encode(),),
}


def read(name: str, data: bytes, columns: Columns = COLUMNS) -> Iterable[ParsedRow]:
    """What the reader of a format finds."""
    row, stream = IMPORTS[name], io.BytesIO(data)
    module = row.load()
    return module.read(stream, columns) if row.section == TABLES else module.read(stream)


def parsed(
    name: str, data: bytes | str, columns: Columns = COLUMNS
) -> tuple[list[ForeignEntry], list[SkippedRow]]:
    """The same, sorted."""
    found = list(read(name, data if isinstance(data, bytes) else data.encode(), columns))
    return (
        [each for each in found if isinstance(each, ForeignEntry)],
        [each for each in found if isinstance(each, SkippedRow)],
    )


NO_OPTIONS = MappingOptions()


def planned(name: str, data: bytes, options: MappingOptions = NO_OPTIONS) -> tuple[ImportPlan, list[Any]]:
    """What would come in, and the entries."""
    mapping = ForeignMapping(program_of(IMPORTS[name]), options, Vocabulary(shipped_tags()), TODAY)
    plan = plan_import(read(name, data), mapping, SUNDAY, (), ())
    return plan, list(planned_entries(plan, read(name, data), mapping, SUNDAY))
