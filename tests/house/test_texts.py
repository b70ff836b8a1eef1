"""Every visible sentence is translated, keeps its fields, and the catalog on disk is the one built from it."""

import importlib
import importlib.util
import pkgutil
import re
from enum import StrEnum
from pathlib import Path
from types import ModuleType

import pytest

import neighborcenter
from neighborcenter.kit import i18n

ROOT = Path(__file__).resolve().parents[2]
NEVER_ONE = {"most"}


@pytest.fixture(scope="module")
def build() -> ModuleType:
    spec = importlib.util.spec_from_file_location("locale_build", ROOT / "resources" / "locale" / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_sentence_is_translated_with_the_same_fields(build: ModuleType) -> None:
    found = build.problems()
    assert not found, f"{len(found)} problems\n" + "\n".join(found[:40])


def test_catalog_is_up_to_date(build: ModuleType) -> None:
    assert build.catalog_file().read_bytes() == build.compiled(), "run: python resources/locale/build.py"


def test_translations_speak_plainly(build: ModuleType) -> None:
    """No 您, no 请 on buttons, no "操作失败"; a space between Han and digits or Latin letters."""
    bad = []
    glued = re.compile(r"[㐀-鿿][A-Za-z0-9{]|[A-Za-z0-9}][㐀-鿿]")
    for room, messages in build.translations().items():
        for message, text in messages.items():
            if "您" in text or "操作失败" in text or "操作成功" in text:
                bad.append(f"{room}.po: {text}")
            plain = re.sub(r"\{[^}]*\}", "", text)
            plain = re.sub(r"[0-9X]+[年月日]|[年月日][0-9X]+", "", plain)  # Dates are written together.
            if glued.search(plain):
                bad.append(f"{room}.po: no space in {text!r} ({message!r})")
    assert not bad, "\n".join(bad[:40])


def test_english_speaks_of_one_thing_in_the_singular(build: ModuleType) -> None:
    before = i18n.language()
    used = {use.message for use in build.uses()}
    for sentence, parts in i18n.singulars().items():
        assert sentence in used, sentence
        for many, one, number in parts:
            assert sentence.count(many) == 1, sentence
            assert i18n.field_names(many) == i18n.field_names(one) | {number}, sentence
    i18n.set_language("en")
    units = [i18n.behind(1, "people"), i18n.behind(1, "person-times"), i18n.behind(2, "hours")]
    rows, shifts = i18n.translate("{count} rows"), i18n.translate("{count} shifts, {hours} hours")
    i18n.set_language(before)
    assert units == ["person", "person-time", "hours"]
    assert [rows.format(count=count) for count in (0, 1, "1", 2)] == ["0 rows", "1 row", "1 row", "2 rows"]
    assert [shifts.format(count=count, hours=hours) for count, hours in ((1, 1), (1, 2), (2, 1), (2, 2))] == [
        "1 shift, 1 hour", "1 shift, 2 hours", "2 shifts, 1 hour", "2 shifts, 2 hours",
    ]  # fmt: skip


def test_every_count_of_an_english_sentence_has_its_singular(build: ModuleType) -> None:
    """Whatever counts things that are spoken of in the singular elsewhere; a bound that is never 1 needs none."""
    counted = re.compile(r"\{(\w+)\} ((?:working |confirmed |booked |other |more )?[a-z]+s|people)\b")
    known = i18n.singulars()
    nouns = {
        noun
        for parts in known.values()
        for many, _one, number in parts
        for field, noun in counted.findall(many)
        if field == number
    }
    lacking = {
        f"{use.file}:{use.line} {{{field}}} in {use.message!r}"
        for use in build.uses()
        for field, noun in counted.findall(use.message)
        if noun in nouns
        and field not in NEVER_ONE
        and field not in {part.number for part in known.get(use.message, ())}
    }
    assert not lacking, "\n".join(sorted(lacking))


def test_every_problem_code_in_the_sources_has_a_sentence() -> None:
    for module in pkgutil.walk_packages(neighborcenter.__path__, "neighborcenter."):
        importlib.import_module(module.name)
    from neighborcenter.kit.problems import known_codes

    rooms = "|".join(p.name for p in (ROOT / "neighborcenter").iterdir() if p.is_dir())
    pattern = re.compile(rf'(?:Problem\([^)]*?|Unavailable\()"((?:{rooms}|db)\.[a-z_.]+)"', re.S)
    used = set()
    for path in (ROOT / "neighborcenter").rglob("*.py"):
        used |= set(pattern.findall(path.read_text(encoding="utf-8")))
    assert not used - known_codes()


def test_every_room_with_sentences_is_loaded_before_a_problem_is_said() -> None:
    from neighborcenter.backend import TEXT_HOMES

    floor = ROOT / "neighborcenter"
    teaching = {
        ".".join(path.relative_to(floor).with_suffix("").parts)
        for path in floor.rglob("*texts.py")
        if re.search(r"^teach\(", path.read_text(encoding="utf-8"), re.M)
    }
    assert teaching - {"cli.texts"} == set(TEXT_HOMES)


def test_permissions_are_named_by_room_and_act() -> None:
    from neighborcenter.accounts.permissions import Permission

    assert issubclass(Permission, StrEnum)
    assert not [
        p for p in Permission if not re.fullmatch(r"[a-z]+\.[a-z_]+", p.value) and p.value != "export"
    ]
