"""A certificate authority in a folder, for a stall of its own and for development."""

from __future__ import annotations

import datetime as dt
import ipaddress
import os
from typing import TYPE_CHECKING, NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

YEARS = dt.timedelta(days=3650)
LOCAL = ("localhost", "127.0.0.1")


class Pair(NamedTuple):
    """A certificate and its private key, as files."""

    certificate: Path
    key: Path


class Authority:
    """Signs certificates; `ca.pem` in the folder is what both ends of a connection trust.

    Keys can be read by their owner only.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.certificate = folder / "ca.pem"
        if not self.certificate.exists():
            key = ec.generate_private_key(ec.SECP256R1())
            name = _name("Lapak")
            _save(Pair(self.certificate, folder / "ca.key"), key, _certificate(name, name, key, key, None, ()))
        self._key = _read_key(folder / "ca.key")
        self._name = x509.load_pem_x509_certificate(self.certificate.read_bytes()).subject

    def server(self, name: str, hosts: Sequence[str] = LOCAL) -> Pair:
        """Return the pair of a server that answers under these hosts, made at the first call."""
        return self._issue(name, name, ExtendedKeyUsageOID.SERVER_AUTH, hosts)

    def client(self, name: str, common_name: str = "") -> Pair:
        """Return the pair of a client (a till is known by its key), made at the first call."""
        return self._issue(name, common_name or name, ExtendedKeyUsageOID.CLIENT_AUTH, ())

    def _issue(self, name: str, common_name: str, use: x509.ObjectIdentifier, hosts: Sequence[str]) -> Pair:
        pair = Pair(self.folder / f"{name}.pem", self.folder / f"{name}.key")
        if not pair.certificate.exists():
            key = ec.generate_private_key(ec.SECP256R1())
            _save(pair, key, _certificate(_name(common_name), self._name, key, self._key, use, hosts))
        return pair


def _certificate(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    signer: ec.EllipticCurvePrivateKey,
    use: x509.ObjectIdentifier | None,
    hosts: Sequence[str],
) -> x509.Certificate:
    now = dt.datetime.now(dt.UTC)
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key.public_key())
    builder = builder.serial_number(x509.random_serial_number())
    builder = builder.not_valid_before(now - dt.timedelta(days=1)).not_valid_after(now + YEARS)
    builder = builder.add_extension(x509.BasicConstraints(ca=use is None, path_length=None), critical=True)
    builder = builder.add_extension(_usage(is_authority=use is None), critical=True)
    builder = builder.add_extension(
        x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False
    )
    builder = builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    if use is not None:
        builder = builder.add_extension(x509.ExtendedKeyUsage([use]), critical=False)
    if hosts:
        builder = builder.add_extension(x509.SubjectAlternativeName([_host(host) for host in hosts]), critical=False)
    return builder.sign(signer, hashes.SHA256())


def _usage(*, is_authority: bool) -> x509.KeyUsage:
    """Return what a key may do; Python 3.13 and later refuse an authority that does not say it (RFC 5280, 4.2.1.3)."""
    return x509.KeyUsage(
        digital_signature=not is_authority,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _save(pair: Pair, key: ec.EllipticCurvePrivateKey, certificate: x509.Certificate) -> None:
    """Write the key first: a certificate that exists has its key."""
    pair.key.parent.mkdir(parents=True, exist_ok=True)
    pair.key.unlink(missing_ok=True)
    pem = serialization.Encoding.PEM
    text = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    with os.fdopen(os.open(pair.key, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(text)
    pair.certificate.write_bytes(certificate.public_bytes(pem))


def _read_key(path: Path) -> ec.EllipticCurvePrivateKey:
    key = serialization.load_pem_private_key(path.read_bytes(), None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise TypeError(path)
    return key


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _host(text: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(text))
    except ValueError:
        return x509.DNSName(text)
