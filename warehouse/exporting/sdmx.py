"""SDMX-CSV 2.0 of `indicator_yoy`, and the structure that it follows as SDMX-JSON 2.0.

`sdmx.csv` lists dimensions, measure and attributes in the order of the columns, `sdmx_codes.csv` the fixed code lists;
those of publishers and indicators are the warehouse's own. An id may hold letters, digits, `_` and `-` alone: the
dot of an indicator's code becomes `-`, and a publisher without a code is known by a hash of its key.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

from warehouse.exporting.csv_files import plain_number
from warehouse.exporting.tables import Published

AGENCY, VERSION = "FAZHI", "1.0"
DATAFLOW = f"{AGENCY}:INDICATOR_YOY({VERSION})"

_HERE = Path(__file__).parent
_ID = re.compile(r"[A-Za-z0-9_-]+")
_URN = "urn:sdmx:org.sdmx.infomodel"


def write(published: Published, folder: Path) -> list[Path]:
    """Writes `indicator_yoy.csv` and `structure.json`; returns both."""
    data, structure = folder / "indicator_yoy.csv", folder / "structure.json"
    components = _rows("sdmx.csv")
    found = published.con.execute((_HERE / "sdmx.sql").read_text(encoding="utf-8"))
    names = [column[0] for column in found.description or []]
    publishers: dict[str, str] = {}
    with data.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["STRUCTURE", "STRUCTURE_ID", "ACTION", *(component["id"] for component in components)])
        for values in found.fetchall():
            row = dict(zip(names, values, strict=True))
            publishers[publisher_id(row["publisher_key"])] = row["region_name"] or row["publisher_key"]
            writer.writerow(["dataflow", DATAFLOW, "I", *(_value(component, row) for component in components)])
    message = _structure(published, components, publishers)
    structure.write_text(json.dumps(message, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return [data, structure]


def publisher_id(key: str) -> str:
    """The key itself where SDMX allows it as an id, else `X` and twelve digits of its hash."""
    return key if _ID.fullmatch(key) else "X" + hashlib.sha256(key.encode()).hexdigest()[:12]


def indicator_id(code: str) -> str:
    """`reconsideration-accepted` for `reconsideration.accepted`."""
    return code.replace(".", "-")


def _value(component: dict[str, str], row: dict[str, Any]) -> Any:
    value = row[component["column"]] if component["column"] else "A"
    if component["id"] == "PUBLISHER":
        return publisher_id(value)
    if component["id"] == "INDICATOR":
        return indicator_id(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return plain_number(value) if isinstance(value, Decimal) else value


def _rows(name: str) -> list[dict[str, str]]:
    with (_HERE / name).open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))


def _structure(published: Published, components: list[dict[str, str]], publishers: dict[str, str]) -> dict[str, Any]:
    lists: dict[str, dict[str, str]] = {}
    for code in _rows("sdmx_codes.csv"):
        lists.setdefault(code["codelist"], {})[code["id"]] = code["name"]
    indicators = published.con.execute(
        "select indicator_code, name_en from marts.dim_indicator order by all"
    ).fetchall()
    lists["CL_INDICATOR"] = {indicator_id(code): name for code, name in indicators}
    lists["CL_PUBLISHER"] = dict(sorted(publishers.items()))
    return {
        "meta": {
            "schema": "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/structure-message/tools/schemas/"
            "2.0.0/sdmx-json-structure-schema.json",
            "id": "FAZHI_INDICATOR_YOY",
            "prepared": published.publication.published_at,
            "test": published.publication.sample,
            "contentLanguages": ["en"],
            "sender": {"id": AGENCY},
        },
        "data": {
            "codelists": [_item_list(name, "codes", codes) for name, codes in lists.items()],
            "conceptSchemes": [_item_list("CS_YOY", "concepts", {c["id"]: c["name"] for c in components})],
            "dataStructures": [_data_structure(components)],
            "dataflows": [
                _named("INDICATOR_YOY", "Indicators of 法治政府建设 reports, year over year")
                | {"structure": f"{_URN}.datastructure.DataStructure={AGENCY}:DSD_YOY({VERSION})"}
            ],
        },
    }


def _named(name: str, title: str) -> dict[str, Any]:
    return {"id": name, "agencyID": AGENCY, "version": VERSION, "name": title, "names": {"en": title}}


def _item_list(name: str, items: str, told: dict[str, str]) -> dict[str, Any]:
    return _named(name, name) | {items: [{"id": i, "name": n, "names": {"en": n}} for i, n in told.items()]}


def _data_structure(components: list[dict[str, str]]) -> dict[str, Any]:
    by_role: dict[str, list[dict[str, Any]]] = {"dimension": [], "time": [], "measure": [], "attribute": []}
    for component in components:
        role = "time" if component["type"] == "time" else component["role"]
        by_role[role].append(_component(component, len(by_role["dimension"])))
    return _named("DSD_YOY", "Indicators, year over year") | {
        "dataStructureComponents": {
            "dimensionList": {
                "id": "DimensionDescriptor",
                "dimensions": by_role["dimension"],
                "timeDimension": by_role["time"][0],
            },
            "measureList": {"id": "MeasureDescriptor", "measures": by_role["measure"]},
            "attributeList": {"id": "AttributeDescriptor", "attributes": by_role["attribute"]},
        }
    }


def _component(component: dict[str, str], position: int) -> dict[str, Any]:
    name, kind = component["id"], component["type"]
    described: dict[str, Any] = {
        "id": name,
        "conceptIdentity": f"{_URN}.conceptscheme.Concept={AGENCY}:CS_YOY({VERSION}).{name}",
        "localRepresentation": _representation(kind),
    }
    if component["role"] == "dimension" and kind != "time":
        described["position"] = position
    if component["role"] == "attribute":
        described |= {"usage": "optional", "attributeRelationship": {"observation": {}}}
    return described


def _representation(kind: str) -> dict[str, Any]:
    if kind.startswith("CL_"):
        return {"enumeration": f"{_URN}.codelist.Codelist={AGENCY}:{kind}({VERSION})"}
    types = {"time": "GregorianYear", "number": "Decimal", "boolean": "Boolean", "string": "String"}
    return {"format": {"dataType": types[kind]}}
