from __future__ import annotations

import contextlib
import ssl
import stat

from cryptography import x509
from cryptography.x509.oid import NameOID

from cloud_bridge.fleet import broker
from cloud_bridge.fleet.certificates import Authority


def read(path):
    return x509.load_pem_x509_certificate(path.read_bytes())


def test_a_till_is_known_by_its_key(tmp_path):
    certificate, _ = broker.till_pair(tmp_path, "till-key")
    (name,) = read(certificate).subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    assert name.value == "till-key"
    read(certificate).verify_directly_issued_by(read(tmp_path / "ca.pem"))


def test_certificates_are_made_once(tmp_path):
    first = Authority(tmp_path).client("bridge").certificate.read_bytes()
    assert Authority(tmp_path).client("bridge").certificate.read_bytes() == first


def test_keys_are_for_their_owner_only(tmp_path):
    broker.write(tmp_path, 8883)
    keys = [*tmp_path.glob("*.key")]
    assert len(keys) == 3
    assert {stat.S_IMODE(key.stat().st_mode) for key in keys} == {0o600}


def test_both_ends_pass_the_strict_checks_that_newer_pythons_make(tmp_path):
    authority = Authority(tmp_path)
    ends = []
    for pair, purpose in (
        (authority.server("broker"), ssl.Purpose.CLIENT_AUTH),
        (authority.client("bridge"), ssl.Purpose.SERVER_AUTH),
    ):
        context = ssl.create_default_context(purpose, cafile=str(authority.certificate))
        context.verify_mode = ssl.CERT_REQUIRED
        context.verify_flags |= ssl.VERIFY_X509_STRICT
        context.load_cert_chain(pair.certificate, pair.key)
        ends.append(context)
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    server = ends[0].wrap_bio(to_server, to_client, server_side=True)
    client = ends[1].wrap_bio(to_client, to_server, server_hostname="localhost")
    waiting = {server, client}
    for _ in range(10):
        for end in (server, client):
            with contextlib.suppress(ssl.SSLWantReadError):
                end.do_handshake()
                waiting.discard(end)
    assert not waiting
