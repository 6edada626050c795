# mypy: disable-error-code="import-untyped"
"""The members of an OFD package and their XML, whatever names and prefixes its maker uses for them."""

from __future__ import annotations

import posixpath
import zipfile
from typing import Any


class Package:
    """Members by path, written with either slash and in any case: makers differ from what they refer to."""

    def __init__(self, zipped: zipfile.ZipFile) -> None:
        self._zipped = zipped
        self._names = {_bare(name).casefold(): name for name in zipped.namelist()}

    def place(self, base: str, location: str) -> str:
        """The path that `location` leads to where it stands in the member `base`: relative to it, or to the package."""
        written = location.strip().replace("\\", "/")
        beside = posixpath.normpath(posixpath.join(posixpath.dirname(base), written))
        if not written.startswith("/") and _bare(beside).casefold() in self._names:
            return _bare(beside)
        return _bare(posixpath.normpath(written))

    def parsed(self, place: str) -> Any:
        """The root of an XML member. Raises KeyError where there is none, SyntaxError where it is broken."""
        from lxml import etree

        name = self._names.get(place.casefold())
        if name is None:
            raise KeyError(f"{place} is missing")
        # What the check of the package did not see is not followed here either.
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
        return etree.fromstring(self._zipped.read(name), parser)


def _bare(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").removeprefix("./")


def local(element: Any) -> str:
    """The name of an element without its namespace, of which several are in use; nothing for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def of_name(element: Any, name: str) -> list[Any]:
    """Children of an element, or of nothing, that have a name."""
    return [] if element is None else [child for child in element if local(child) == name]


def first(element: Any, name: str) -> Any:
    """The first child of a name, or None."""
    return next(iter(of_name(element, name)), None)


def text_of(element: Any, name: str) -> str | None:
    """The text of the first child of a name."""
    child = first(element, name)
    return None if child is None else child.text
