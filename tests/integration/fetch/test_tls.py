"""Certificates are checked, but for the requests that say otherwise."""

from __future__ import annotations

import ssl
from pathlib import Path
from typing import Any

import pytest
import trustme

from ingest.fetch.records import FetchRequest

pytestmark = pytest.mark.integration


@pytest.fixture
def secure_town(town: Any, serve_town: Any) -> Any:
    """A town over https, with a certificate for good.test from an authority that the machine does not know."""
    authority = trustme.CA()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("good.test").configure_cert(context)
    secure = type(town)()
    secure.authority = authority
    serve_town(secure, context)
    return secure


def test_a_certificate_of_an_unknown_authority_is_permanent(secure_town: Any) -> None:
    secure_town.page("good.test", "/", "x")
    result = secure_town.fetch_one(secure_town.url("good.test", scheme="https"))
    assert (result.outcome, result.permanent, result.reason, result.attempts) == ("failed", True, "tls_certificate", 1)
    assert secure_town.visits == []


def test_a_request_may_do_without_and_the_result_says_so(secure_town: Any) -> None:
    secure_town.page("good.test", "/", "x")
    address = secure_town.url("good.test", scheme="https")
    excepted, normal = secure_town.fetch(FetchRequest(address, verify_tls=False), address)
    assert (excepted.outcome, excepted.tls_verified) == ("ok", False)
    assert normal.reason == "tls_certificate", "the exception holds for its own request only"


def test_the_exception_does_not_go_along_with_a_redirect_to_another_host(secure_town: Any) -> None:
    elsewhere = secure_town.url("other.test", "/there", scheme="https")
    within = secure_town.page("good.test", "/within", status=302, Location="/end").replace("http:", "https:")
    away = secure_town.page("good.test", "/away", status=302, Location=elsewhere).replace("http:", "https:")
    secure_town.page("good.test", "/end", "x")
    secure_town.page("other.test", "/there", "x")
    inside, outside = secure_town.fetch(*(FetchRequest(address, verify_tls=False) for address in (within, away)))
    assert (inside.outcome, inside.tls_verified) == ("ok", False)
    assert (outside.reason, outside.final_address) == ("tls_certificate", elsewhere)


def test_a_certificate_that_is_right_is_verified(
    secure_town: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secure_town.authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    secure_town.page("good.test", "/", "x")
    secure_town.page("other.test", "/", "x")
    right, wrong = secure_town.fetch(*(secure_town.url(name, scheme="https") for name in ("good.test", "other.test")))
    assert (right.outcome, right.tls_verified) == ("ok", True)
    assert (wrong.reason, wrong.permanent) == ("tls_certificate", True), "it is for another name"


def test_plain_http_where_a_secure_answer_is_due_fails_for_now(town: Any) -> None:
    result = town.fetch_one(town.url("a.test", scheme="https"))
    assert (result.outcome, result.permanent, result.reason) == ("failed", False, "tls_handshake")
