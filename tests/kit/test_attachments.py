"""What is kept beside the database carries nothing that the camera added."""

import io
from pathlib import Path

import pytest
from PIL import Image

from neighborcenter.kit import attachments
from neighborcenter.kit.attachments import Unfit


def photo(ending: str = ".jpg", *, turned: bool = False) -> bytes:
    """A picture of 40 × 20 with the place where it was taken, by a telephone held upright when `turned`."""
    made = Image.new("RGB", (40, 20), "#b03a2e")
    facts = Image.Exif()
    facts[0x010F] = "HUAWEI"
    if turned:
        facts[0x0112] = 6
    facts.get_ifd(0x8825)[2] = (24.0, 51.0, 13.0)
    out = io.BytesIO()
    made.save(out, {".jpg": "JPEG", ".png": "PNG", ".webp": "WEBP"}[ending], exif=facts)
    return out.getvalue()


@pytest.mark.parametrize("ending", [".jpg", ".png", ".webp"])
def test_place_and_camera_are_left_out(ending: str, tmp_path: Path) -> None:
    file = tmp_path / f"合影{ending}"
    file.write_bytes(photo(ending))
    assert b"HUAWEI" in file.read_bytes()
    kept = tmp_path / "files" / attachments.keep(tmp_path / "files", "activities", file)
    assert b"HUAWEI" not in kept.read_bytes()
    with Image.open(kept) as shown:
        assert not shown.getexif()
        assert shown.size == (40, 20)


def test_a_picture_taken_upright_stands_upright(tmp_path: Path) -> None:
    file = tmp_path / "合影.jpg"
    file.write_bytes(photo(turned=True))
    with Image.open(tmp_path / attachments.keep(tmp_path, "activities", file)) as shown:
        assert shown.size == (20, 40)


def test_a_picture_with_nothing_beside_it_stays_as_it_is(tmp_path: Path) -> None:
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "PNG")
    file = tmp_path / "图.png"
    file.write_bytes(out.getvalue())
    first, again = (attachments.keep(tmp_path / "files", "forms", file) for _time in range(2))
    assert first == again
    assert (tmp_path / "files" / first).read_bytes() == out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "papers"),
    [
        ("名单.docx", b"PK\x03\x04", True),
        ("说明.pdf", b"%PDF-1.7", False),
        ("坏的.jpg", photo()[:60], True),
    ],
)
def test_what_is_no_picture_is_refused(name: str, data: bytes, papers: bool, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(Unfit):
        attachments.keep(tmp_path / "files", "forms", tmp_path / name, papers=papers)
    assert not (tmp_path / "files").exists()
