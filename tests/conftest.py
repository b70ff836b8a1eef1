"""What every test stands on: a real database built by the migrations, a stopped clock, and no loose ends.

`backend` is an open back office on a copy of a template made once per run (SQLite; both engines for tests
marked `both_engines`). `work` is an open unit of work of `actor`, who may do everything; `read` a view of
the same; `make` builds records with sensible values. Warnings, unexpected log lines and Qt's own warnings
fail a test, as do threads, connections and windows that outlive it; the network is closed.
"""

import logging
import os
import shutil
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# A zone with summer time, far from the center's: whatever leans on the machine's zone goes wrong here.
os.environ["TZ"] = "America/New_York"
if hasattr(time, "tzset"):
    time.tzset()

import pytest
from hypothesis import HealthCheck, settings

from neighborcenter.backend import Backend
from neighborcenter.kit import i18n
from neighborcenter.kit.actor import Actor
from neighborcenter.kit.clock import FixedClock
from neighborcenter.kit.paths import Paths
from neighborcenter.kit.work import Read, Work

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.support import statements
from tests.support.builders import ADMIN_PASSWORD, Builders, found_center
from tests.support.postgres import Server

pytest_plugins = ["tests.support.window"]

MONDAY = datetime(2026, 11, 23, 10, 15)
ENGINES = ("sqlite", "postgresql")

settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
settings.register_profile("nightly", parent=settings.get_profile("house"), max_examples=5000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "house"))


def pytest_configure(config: pytest.Config) -> None:
    statements.share()
    config.addinivalue_line("markers", "both_engines: run on SQLite and on PostgreSQL")
    config.addinivalue_line("markers", "expects_log: this test makes warnings in the log on purpose")
    config.addinivalue_line("markers", "network: this test may use sockets")
    config.addinivalue_line(
        "markers", "long: takes many seconds; such files come first, so that workers end together"
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "engine" in metafunc.fixturenames:
        both = metafunc.definition.get_closest_marker("both_engines") is not None
        metafunc.parametrize("engine", ENGINES if both else ENGINES[:1], indirect=True, scope="function")


@pytest.fixture
def engine(request: pytest.FixtureRequest) -> str:
    """Which database this test runs on."""
    return str(request.param)


@pytest.fixture
def clock() -> FixedClock:
    """Monday 2026-11-23, 10:15 at the center; `clock.set(...)` moves it."""
    return FixedClock(MONDAY)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a migrated database that holds one center, its roles and its administrator."""
    folder = tmp_path_factory.mktemp("template")
    backend = Backend.open(Paths(folder), clock=FixedClock(MONDAY), create=True)
    found_center(backend)
    backend.close()
    return folder


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A running PostgreSQL with a database `template` like the folder above."""
    if os.name != "posix":
        pytest.skip("the tests' PostgreSQL listens on a Unix socket")
    server = Server()
    try:
        server.statement("CREATE DATABASE template")
        paths = Paths(server.home / "template")
        if os.geteuid() == 0:
            os.chmod(server.home, 0o755)
        backend = Backend.open(paths, server.url("template"), clock=FixedClock(MONDAY), create=True)
        found_center(backend)
        backend.close()
        yield server
    finally:
        server.stop()


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """The folder of this test's installation."""
    return Paths(tmp_path / "data")


@pytest.fixture
def database(
    engine: str, paths: Paths, template: Path, request: pytest.FixtureRequest
) -> Iterator[str | None]:
    """A copy of the template; the URL to open it with (None: the file in `paths`)."""
    if engine == "sqlite":
        shutil.copytree(template, paths.data)
        yield None
        return
    server: Server = request.getfixturevalue("postgres")
    shutil.copytree(server.home / "template", paths.data)
    yield server.url(server.lend())
    server.take_back()


@pytest.fixture
def backend(database: str | None, paths: Paths, clock: FixedClock) -> Iterator[Backend]:
    """An open back office of this test's own."""
    opened = Backend.open(paths, database, clock=clock)
    yield opened
    left = opened.engine.pool.checkedout()  # type: ignore[attr-defined]
    opened.close()
    assert left == 0, f"{left} connections were not given back"


@pytest.fixture
def center_id(backend: Backend) -> int:
    """The id of the one center."""
    return backend.centers()[0][0]


@pytest.fixture
def actor(backend: Backend, center_id: int) -> Actor:
    """林晓, the administrator: may do everything."""
    return Builders.administrator(backend, center_id)


@pytest.fixture
def work(backend: Backend, actor: Actor) -> Iterator[Work]:
    """An open unit of work, kept when the test ends: constraints and triggers have their say too."""
    with backend.work(actor) as opened:
        yield opened


@pytest.fixture
def read(backend: Backend, actor: Actor) -> Iterator[Read]:
    """A consistent view of what was kept before the test began to read."""
    with backend.read(actor) as opened:
        yield opened


@pytest.fixture
def make(request: pytest.FixtureRequest, backend: Backend, actor: Actor) -> Builders:
    """Builds records: inside `work` where the test has it, else each in a unit of its own."""
    inside = request.getfixturevalue("work") if "work" in request.fixturenames else None
    return Builders(backend, actor, inside)


@pytest.fixture
def password() -> str:
    """The administrator's password; the login is `lin`."""
    return ADMIN_PASSWORD


@pytest.fixture(autouse=True)
def _language() -> Iterator[None]:
    """English unless a test chooses otherwise: message ids are what they say."""
    i18n.set_language("en")
    yield
    i18n.set_language("en")


@pytest.fixture(autouse=True)
def _no_network(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.node.get_closest_marker("network"):
        return
    really = socket.socket.connect

    def refuse(self: socket.socket, address: object) -> None:
        if self.family != getattr(socket, "AF_UNIX", None):
            raise RuntimeError(f"a test may not use the network: {address}")
        really(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", refuse)


class _Listener(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def _quiet_log(request: pytest.FixtureRequest) -> Iterator[None]:
    if request.node.get_closest_marker("expects_log"):
        yield
        return
    listener = _Listener()
    logging.getLogger().addHandler(listener)
    yield
    logging.getLogger().removeHandler(listener)
    assert not listener.heard, "unexpected log lines: " + "; ".join(listener.heard)


@pytest.fixture(autouse=True)
def _nothing_left() -> Iterator[None]:
    """No thread and no shown window may outlive a test."""
    before = set(threading.enumerate())
    yield
    left = _settled(lambda: [t for t in threading.enumerate() if t not in before and not t.daemon])
    assert not left, f"threads left running: {left}"
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is not None and (app := widgets.QApplication.instance()) is not None:
        core = sys.modules["PySide6.QtCore"]
        core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete)
        shown = [w.metaObject().className() for w in app.topLevelWidgets() if w.isVisible()]
        assert not shown, f"windows left open: {shown}"


def _settled(look: Callable[[], list[threading.Thread]]) -> list[threading.Thread]:
    """What is still there after two seconds' grace."""
    until = time.monotonic() + 2
    while (found := look()) and time.monotonic() < until:
        found[0].join(0.05)
    return found
