"""Only the server that the certificate names is spoken to; to any other not a byte of a call is sent."""

import datetime
import ssl
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bot.wire import Caller, Patience, json_body
from handlers.chat.courier import UnsentError
from tests.wire.peer import Peer, answers, peer

SOON = Patience(2.0, 5.0)


def certificate(folder: Path, name: str) -> Path:
    """A certificate that `name` has signed for itself, with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = folder / f"{name}.pem"
    plain = serialization.NoEncryption()
    secret = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    file.write_bytes(signed.public_bytes(serialization.Encoding.PEM) + secret)
    return file


def served(file: Path) -> ssl.SSLContext:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(file)
    return tls


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    return certificate(tmp_path, "localhost")


@pytest_asyncio.fixture
async def there(ours: Path) -> AsyncIterator[Peer]:
    async with peer(answers, served(ours)) as there:
        yield there


async def test_a_server_that_is_trusted_is_called_over_tls(ours: Path, there: Peer) -> None:
    caller = Caller(4, "test", tls=ssl.create_default_context(cafile=ours))
    for _ in range(3):
        answer = await caller.call("POST", f"https://localhost:{there.port}/a", json_body({"a": "x" * 200_000}), SOON)
        assert answer.status == 200
    assert (there.connections, len(there.heard)) == (1, 3)
    caller.close()


async def test_a_certificate_that_nobody_vouches_for_is_refused(caller: Caller, there: Peer) -> None:
    with pytest.raises(UnsentError, match="SSLCertVerificationError"):
        await caller.call("POST", f"https://localhost:{there.port}/bot1:token/a", json_body({}), SOON)
    assert there.heard == []


async def test_a_good_certificate_of_another_server_is_refused(tmp_path: Path) -> None:
    other = certificate(tmp_path, "telegram.example")
    caller = Caller(4, "test", tls=ssl.create_default_context(cafile=other))
    async with peer(answers, served(other)) as there:
        with pytest.raises(UnsentError, match="SSLCertVerificationError"):
            await caller.call("POST", f"https://localhost:{there.port}/bot1:token/a", json_body({}), SOON)
        assert there.heard == []
    caller.close()


async def test_a_server_that_does_not_speak_tls_hears_nothing(caller: Caller) -> None:
    async with peer(answers) as there:
        with pytest.raises(UnsentError):
            await caller.call("POST", f"https://localhost:{there.port}/bot1:token/a", json_body({}), Patience(0.3, 5))
        assert there.heard == []
