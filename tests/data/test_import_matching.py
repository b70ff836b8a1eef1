"""Whom a row of a list means: nobody twice, nobody mixed up, nothing known wiped out."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from neighborcenter.backend import Backend
from neighborcenter.data.importers.residents import ResidentImporter
from neighborcenter.data.importing import Outcome, import_file, undo_import
from neighborcenter.kit.actor import Actor
from neighborcenter.kit.idnumber import check_character
from neighborcenter.people import service
from neighborcenter.people.drafts import ResidentDraft
from neighborcenter.people.kinds import ResidentStatus
from neighborcenter.people.models import resident

CHILD = ResidentDraft(
    name="王小宝", birth_date=date(2019, 5, 12), guardian_name="王建国", guardian_phone="13850170421"
)
WANG = ResidentDraft(name="王桂兰", phone="13812345566", building="5", door="302")


def id_of(birth: str, serial: str = "042") -> str:
    return f"350582{birth}{serial}" + check_character(f"350582{birth}{serial}")


def imported(backend: Backend, actor: Actor, tmp_path: Path, *lines: str) -> Outcome:
    file = tmp_path / "名册.csv"
    file.write_text("\n".join(lines), encoding="utf-8")
    return import_file(backend, actor, ResidentImporter(), file, skip_bad=True)


def everybody(backend: Backend, actor: Actor) -> list[Any]:
    with backend.read(actor) as read:
        return list(read.rows(sa.select(resident).order_by(resident.c.id)))


def test_filling_in_a_child_leaves_its_guardian(backend: Backend, actor: Actor, tmp_path: Path) -> None:
    with backend.work(actor) as work:
        service.register(work, CHILD)
    done = imported(
        backend,
        actor,
        tmp_path,
        "姓名,出生日期,备注,监护人,监护人电话",
        "王小宝,2019-05-12,花生过敏,王建国,13850170421",
    )
    (row,) = everybody(backend, actor)
    assert (done.updated, row.note) == (1, "花生过敏")
    assert (row.guardian_name, row.guardian_phone) == ("王建国", "13850170421")
    with backend.work(actor) as work:
        undo_import(work, done.batch or 0, {"residents": ResidentImporter()})
    (row,) = everybody(backend, actor)
    assert (row.note, row.guardian_name, row.guardian_phone) == ("", "王建国", "13850170421")


def test_a_number_is_filled_in_of_whom_name_and_phone_name(
    backend: Backend, actor: Actor, tmp_path: Path
) -> None:
    with backend.work(actor) as work:
        service.register(work, WANG)
    done = imported(
        backend, actor, tmp_path, "姓名,身份证号,联系电话", f"王桂兰,{id_of('19500307')},13812345566"
    )
    (row,) = everybody(backend, actor)
    assert (done.added, done.updated, row.id_number) == (0, 1, id_of("19500307"))


def test_two_people_of_one_name_and_phone_with_numbers_of_their_own_stay_two(
    backend: Backend, actor: Actor, tmp_path: Path
) -> None:
    with backend.work(actor) as work:
        service.register(work, replace(WANG, id_number=id_of("19500307")))
    done = imported(
        backend, actor, tmp_path, "姓名,身份证号,联系电话",
        f"王桂兰,{id_of('19620105')},13812345566", f"王桂兰,{id_of('19710105')},13812345566",
    )  # fmt: skip
    assert (done.added, done.updated, len(done.refused)) == (2, 0, 0)


def test_an_old_number_of_fifteen_places_is_the_same_person(
    backend: Backend, actor: Actor, tmp_path: Path
) -> None:
    with backend.work(actor) as work:
        service.register(work, replace(WANG, id_number=id_of("19500307")))
    old = id_of("19500307")[:6] + id_of("19500307")[8:17]
    done = imported(backend, actor, tmp_path, "姓名,身份证号,联系电话", f"王桂兰,{old},13812345566")
    assert done.added == 0
    assert [row.id_number for row in everybody(backend, actor)] == [id_of("19500307")]


def test_a_number_of_somebody_who_moved_away_is_not_registered_twice(
    backend: Backend, actor: Actor, tmp_path: Path
) -> None:
    with backend.work(actor) as work:
        ref = service.register(work, replace(WANG, id_number=id_of("19500307")))
        service.set_status(work, ref, ResidentStatus.MOVED)
    done = imported(backend, actor, tmp_path, "姓名,身份证号", f"王桂兰,{id_of('19500307')}", "林秀英,")
    assert [row.problem.code for row in done.refused] == ["people.id_taken"]
    assert done.added == 1
