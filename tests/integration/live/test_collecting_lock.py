"""Who asks the publishers keeps no build from writing, and no second one asks them meanwhile."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ingest.live import Selection
from warehouse.inputs.live import collect_live
from warehouse.workspace import UserError, Workspace

pytestmark = pytest.mark.integration

SAMPLES = Path(__file__).parents[3] / "samples"
HERE = "127.0.0.1"


@pytest.fixture
def workspace(sites: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A data folder, with one publisher on loopback that lists one report."""
    for name, value in (("PUBLISHERS", str(tmp_path)), ("ALLOW_LOOPBACK", "1"), ("WAIT_SCALE", "0.001")):
        monkeypatch.setenv(f"FAZHI_{name}", value)
    sites.put(HERE, "/fz/2023.html", (SAMPLES / "wutang-2023.html").read_bytes())
    listing = sites.put_listing(HERE, "/fz/", {"雾棠县2023年法治政府建设情况报告": "2023.html"})
    columns = "publisher_id,name,region_code,level,listing,listing_kind,link_selector,title_pattern"
    row = f"990121-政府,雾棠县人民政府,990121,county,{listing}\n"
    (tmp_path / "publishers.csv").write_text(f"{columns},interval_hours,tls_verify,note\n{row}", encoding="utf-8")
    (tmp_path / "known_addresses.csv").write_text("address,publisher_id,report_year,published_on\n", encoding="utf-8")
    return Workspace(tmp_path / "data").prepare()


def test_publishers_are_asked_while_another_process_writes_the_warehouse(workspace: Workspace) -> None:
    with workspace.writing():
        assert len(collect_live(workspace, Selection()).news) == 1


def test_the_warehouse_can_be_written_while_the_publishers_are_asked(sites: Any, workspace: Workspace) -> None:
    written: list[str] = []
    put = sites.pages[HERE, "/fz/2023.html"]

    class Written(bytes):
        """A page whose answer the server can only give once somebody else has written."""

        def __bool__(self) -> bool:
            if not written:
                with workspace.writing(wait=0):
                    written.append("a build")
            return True

    sites.pages[HERE, "/fz/2023.html"] = Written(put)
    assert len(collect_live(workspace, Selection()).news) == 1
    assert written == ["a build"]


def test_a_second_collector_is_told_and_asks_nobody(
    sites: Any, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAZHI_LOCK_WAIT", "0")
    with workspace.collecting(), pytest.raises(UserError, match="another process is asking"):
        collect_live(workspace, Selection())
    assert sites.visits == []
    assert len(collect_live(workspace, Selection()).news) == 1, "and when the first has ended nothing is in the way"
