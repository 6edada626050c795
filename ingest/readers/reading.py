"""What runs in a reader's own process: one document after the other, until the other side hangs up."""

from __future__ import annotations

import contextlib
import importlib
import json
import resource
import signal
import socket
import struct
import sys
from collections.abc import Callable
from typing import Any

from ingest.model import DocumentRejected, ReadDocument

Read = Callable[[str, bytes, "str | None"], ReadDocument]

READERS = {
    "html": "ingest.readers.html:read_html",
    "page_around": "ingest.readers.html:read_around",
    "mhtml": "ingest.readers.mhtml:read_mhtml",
    "pdf": "ingest.readers.pdf:read_pdf",
    "docx": "ingest.readers.docx:read_docx",
    "doc": "ingest.readers.doc:read_doc",
    "rtf": "ingest.readers.office:read_rtf",
    "odt": "ingest.readers.office:read_odt",
    "wordml": "ingest.readers.office:read_wordml",
    "flat_opc": "ingest.readers.flat_opc:read_flat_opc",
    "json": "ingest.readers.json_article:read_json",
    "ofd": "ingest.readers.ofd:read_ofd",
    "scan": "ingest.readers.ocr:read_scan",
    "picture": "ingest.readers.ocr:read_picture",
}
"""Where the reader of each format stands: called with the bytes and the declared charset."""

_LENGTHS = struct.Struct("!QQ")
_GRACE = 5
"""Seconds beyond the limit after which a process ends by itself: nobody else ends it where its parent is gone."""


def read_bytes(form: str, data: bytes, declared_charset: str | None) -> ReadDocument:
    """The document that the reader of `form` makes of `data`; raises DocumentRejected."""
    document: ReadDocument = _function(READERS[form])(data, declared_charset)
    return document


def _function(place: str) -> Callable[..., Any]:
    module, name = place.split(":")
    found: Callable[..., Any] = getattr(importlib.import_module(module), name)
    return found


def _answer(read: Read, header: dict[str, Any], data: bytes) -> dict[str, Any]:
    from dataclasses import asdict

    try:
        return {"document": asdict(read(header["form"], data, header["charset"]))}
    except DocumentRejected as rejected:
        return {"reject": asdict(rejected.reject)}
    except MemoryError:
        return {"failure": "out_of_memory"}
    except RecursionError:
        return {"failure": "reader_crashed", "detail": "it is nested too deep"}
    except Exception as error:  # the document is rejected; what went wrong stands in its reject
        return {"failure": "reader_crashed", "detail": f"{type(error).__name__}: {error}"[:500]}


def serve(connection: socket.socket, read: Read) -> None:
    """Reads what comes and answers, until the connection is closed."""
    with connection, connection.makefile("rb") as stream:
        while lengths := stream.read(_LENGTHS.size):
            header_length, data_length = _LENGTHS.unpack(lengths)
            header = json.loads(stream.read(header_length))
            data = stream.read(data_length)
            signal.alarm(int(header["seconds"]) + _GRACE)
            answer = json.dumps(_answer(read, header, data)).encode()
            signal.alarm(0)
            connection.sendall(_LENGTHS.pack(len(answer), 0) + answer)


def main() -> None:
    """`python -m ingest.readers.reading SOCKET MEMORY FUNCTION`, started by `isolation` alone."""
    number, memory, reads = sys.argv[1:]
    with contextlib.suppress(ValueError, OSError):  # macOS takes no limit of address space
        resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    serve(socket.socket(fileno=int(number)), _function(reads))


if __name__ == "__main__":
    main()
