"""A filled month for the tests of papers and figures, made once and copied."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from neighborcenter.backend import Backend
from neighborcenter.kit.actor import Actor
from neighborcenter.kit.clock import FixedClock
from neighborcenter.kit.i18n import set_language
from neighborcenter.kit.paths import Paths
from neighborcenter.kit.work import Read
from tests.conftest import MONDAY
from tests.support.builders import Builders
from tests.support.month import FilledMonth, fill_month
from tests.support.postgres import Server


def _fill(backend: Backend) -> FilledMonth:
    actor = Builders.administrator(backend, backend.centers()[0][0])
    with backend.work(actor) as work:
        return fill_month(Builders(backend, actor, work))


@pytest.fixture(scope="session")
def month_folder(template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, FilledMonth]:
    """A folder whose center has lived through the month, made once per run."""
    folder = tmp_path_factory.mktemp("month") / "data"
    shutil.copytree(template, folder)
    backend = Backend.open(Paths(folder), clock=FixedClock(MONDAY))
    made = _fill(backend)
    backend.close()
    return folder, made


@pytest.fixture(scope="session")
def month_database(postgres: Server) -> FilledMonth:
    """The same as a database `month` of the server."""
    postgres.statement("CREATE DATABASE month TEMPLATE template")
    paths = Paths(postgres.home / "month")
    shutil.copytree(postgres.home / "template", paths.data)
    backend = Backend.open(paths, postgres.url("month"), clock=FixedClock(MONDAY))
    made = _fill(backend)
    backend.close()
    return made


@pytest.fixture
def database(
    engine: str, paths: Paths, template: Path, request: pytest.FixtureRequest
) -> Iterator[str | None]:
    """A copy of the center that lived through the month where the test has it, else of the empty one."""
    lived = "filled" in request.fixturenames
    if engine == "sqlite":
        shutil.copytree(request.getfixturevalue("month_folder")[0] if lived else template, paths.data)
        yield None
        return
    server: Server = request.getfixturevalue("postgres")
    if lived:
        request.getfixturevalue("month_database")
    name = "month" if lived else "template"
    shutil.copytree(server.home / name, paths.data)
    yield server.url(server.lend(name))
    server.take_back(name)


@pytest.fixture
def filled(backend: Backend, engine: str, request: pytest.FixtureRequest) -> FilledMonth:
    """October 2026 with September and October of last year."""
    if engine == "sqlite":
        return request.getfixturevalue("month_folder")[1]  # type: ignore[no-any-return]
    return request.getfixturevalue("month_database")  # type: ignore[no-any-return]


@pytest.fixture
def view(backend: Backend, actor: Actor, filled: FilledMonth) -> Iterator[Read]:
    """A read of the filled center."""
    with backend.read(actor) as opened:
        yield opened


@pytest.fixture
def english() -> Iterator[None]:
    """Papers in English, whatever the catalog says."""
    set_language("en")
    yield
    set_language("en")
