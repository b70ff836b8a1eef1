"""A filled month for the tests of papers and figures, made once and copied."""

from collections.abc import Iterator

import pytest

from neighborcenter.backend import Backend
from neighborcenter.kit.actor import Actor
from neighborcenter.kit.i18n import set_language
from neighborcenter.kit.work import Read
from tests.support.builders import Builders
from tests.support.month import FilledMonth, fill_month


@pytest.fixture
def filled(backend: Backend, actor: Actor) -> FilledMonth:
    """October 2026 with September and October of last year."""
    with backend.work(actor) as work:
        return fill_month(Builders(backend, actor, work))


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
