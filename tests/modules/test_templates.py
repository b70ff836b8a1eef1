"""The modules a center starts with, and those it can copy."""

from neighborcenter.modules.templates import module_templates, starting_modules


def test_a_center_starts_with_one_six_and_two_of_its_own():
    kinds = [m.kind for m in starting_modules()]
    assert kinds == ["one", *["six"] * 6, "x", "x"]


def test_the_six_bear_the_names_of_the_model():
    names = [m.name for m in starting_modules() if m.kind == "six"]
    assert names == ["老有所养", "幼有所育", "病有所医", "食有所安", "居有所乐", "事有所办"]


def test_there_are_57_templates_without_source_addresses():
    templates = module_templates()
    assert len(templates) == 57
    assert len({t.key for t in templates}) == 57
    assert not any("http" in f"{t}" or "seed" in f"{t}" for t in templates)
    assert not any("centre" in t.name_en or "eighbour" in t.name_en for t in templates)


def test_the_two_sample_modules_come_from_templates():
    known = {t.key for t in module_templates()}
    assert {m.template for m in starting_modules() if m.template} <= known
