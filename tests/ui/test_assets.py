# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Third-party files are copied by name, without references to what is not copied."""

from pathlib import Path

import pytest
from django.core.checks import CheckMessage

from leitstand.ui import assets, checks


@pytest.fixture
def node_modules(tmp_path: Path) -> Path:
    for asset in (*assets.ASSETS, *assets.PRINT_FONTS):
        source = tmp_path / "node_modules" / asset.source
        source.parent.mkdir(parents=True, exist_ok=True)
        source.write_bytes(b"a{}/*# sourceMappingURL=a.css.map */\n")
    return tmp_path / "node_modules"


def test_every_named_file_arrives(node_modules: Path, tmp_path: Path) -> None:
    assets.collect(node_modules, tmp_path / "vendor", tmp_path / "fonts")
    assert assets.missing(tmp_path / "vendor", tmp_path / "fonts") == ()
    assert "SIL Open Font License" in (tmp_path / "vendor" / "NOTICE.txt").read_text()


def test_style_sheets_lose_their_source_map_and_fonts_stay_as_they_are(
    node_modules: Path, tmp_path: Path
) -> None:
    assets.collect(node_modules, tmp_path / "vendor", tmp_path / "fonts")
    for asset in assets.ASSETS:
        has_map = b"sourceMappingURL" in (tmp_path / "vendor" / asset.target).read_bytes()
        assert has_map == (not asset.target.endswith((".css", ".js")))


@pytest.mark.parametrize(
    "comment",
    ["/*# sourceMappingURL=x.map*/", "//# sourceMappingURL=x.map", "//@ sourceMappingURL=x"],
)
def test_every_way_to_name_a_source_map_is_dropped(comment: str) -> None:
    assert assets.without_source_map(f"a\n{comment}\n").strip() == "a"


def test_what_is_not_installed_is_named_and_nothing_is_copied(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"kern\.min\.css.*npm ci"):
        assets.collect(tmp_path / "none", tmp_path / "vendor", tmp_path / "fonts")
    assert not (tmp_path / "vendor").exists()
    assert not (tmp_path / "fonts").exists()


def found() -> list[CheckMessage]:
    return checks.vendor_files_are_there()


def test_the_system_check_says_run_make_assets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets, "missing", lambda: ("kern/kern.min.css",))
    (message,) = found()
    assert message.hint == "run make assets"
    assert "kern/kern.min.css" in message.msg


def test_the_system_check_is_silent_when_all_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets, "missing", lambda: ())
    assert found() == []


def test_the_style_sheet_names_only_fonts_that_are_copied() -> None:
    sheet = Path(assets.__file__).parent / "static" / "ui" / "leitstand.css"
    for asset in assets.ASSETS:
        is_named = f"../vendor/{asset.target}" in sheet.read_text()
        assert is_named == asset.target.endswith((".css", ".woff2"))
