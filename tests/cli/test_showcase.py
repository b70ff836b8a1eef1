"""Without a screen the program makes its demo center, its paper and its pictures, and says where they are."""

from pathlib import Path
from typing import Any

import pytest

from neighborcenter.backend import Backend
from neighborcenter.cli import showcase
from neighborcenter.kit.actor import Actor


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(showcase, "RESIDENTS", 30)
    monkeypatch.setattr(showcase, "MONTHS", 1)


def tour(backend: Backend, actor: Actor, out: Path, **_options: Any) -> list[Path]:
    """One picture, taken of the open center."""
    assert backend.centers()
    assert actor.may("people.view")
    out.mkdir(parents=True)
    (out / "01-desk.png").write_bytes(b"\x89PNG")
    return [out / "01-desk.png"]


def test_paper_and_pictures_are_made_and_their_paths_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert showcase.show(tour, tmp_path / "output") == 0
    said = capsys.readouterr().out.splitlines()
    assert "没有显示器" in said[0]
    for line in said[1:]:
        assert Path(line).exists()
    assert [Path(line).suffix for line in said[1:]] == [".pdf", ".png"]


def test_folder_that_cannot_be_written_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "output").write_text("a file stands here")
    assert showcase.show(tour, tmp_path / "output") == 3
    assert "Traceback" not in capsys.readouterr().err
