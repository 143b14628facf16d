"""A push service of our own: it takes what is sent to it over TLS, checks who sent it, and opens it as a browser would.

Opened by RFC 8291 from the browser's side, with the browser's own private key, which the house never sees.
"""

import base64
import datetime
import http.server
import json
import re
import ssl
import threading

import jwt
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.x509.oid import NameOID

from community.push import Way

AUTH = b"sixteen secrets!"


def text(some):
    return base64.urlsafe_b64encode(some).rstrip(b"=").decode()


def raw(some):
    return base64.urlsafe_b64decode(some + "=" * (-len(some) % 4))


class Browser:
    """Somebody's browser: it has keys, and reads what reaches it."""

    def __init__(self):
        self.key = ec.generate_private_key(ec.SECP256R1())

    @property
    def point(self):
        shape = serialization.PublicFormat.UncompressedPoint
        return self.key.public_key().public_bytes(serialization.Encoding.X962, shape)

    def way(self, endpoint):
        return Way(endpoint=endpoint, p256dh=text(self.point), auth=text(AUTH))

    def read(self, body):
        """What was sent, opened; raises InvalidTag for what is not for this browser."""
        salt, size, length = body[:16], int.from_bytes(body[16:20]), body[20]
        theirs, sealed = body[21 : 21 + length], body[21 + length :]
        assert len(sealed) <= size
        peer = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), theirs)
        shared = self.key.exchange(ec.ECDH(), peer)
        seed = derived(shared, 32, AUTH, b"WebPush: info\x00" + self.point + theirs)
        cipher = AESGCM(derived(seed, 16, salt, b"Content-Encoding: aes128gcm\x00"))
        record = cipher.decrypt(derived(seed, 12, salt, b"Content-Encoding: nonce\x00"), sealed, None)
        return json.loads(record.rstrip(b"\x00").removesuffix(b"\x02"))


def derived(secret, length, salt, info):
    return HKDF(algorithm=hashes.SHA256(), length=length, salt=salt, info=info).derive(secret)


class Service:
    """What came, and what is answered: `answers` by path, else 201."""

    def __init__(self, folder):
        service = self
        self.came, self.answers = [], {}

        class Door(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                service.came.append((self.path, dict(self.headers), body))
                self.send_response(service.answers.get(self.path, 201))
                self.end_headers()

            def log_message(self, *words):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Door)
        self.certificate = folder / "service.pem"
        self.certificate.write_bytes(certificate())
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate)
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.url = f"https://localhost:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


def certificate():
    """A key and a certificate for localhost, in one file."""
    key, name = (
        ec.generate_private_key(ec.SECP256R1()),
        x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "here")]),
    )
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return private + made.public_bytes(serialization.Encoding.PEM)


def claims_of(headers, *, for_whom):
    """What the sender says of itself, once its signature was checked with the key it names."""
    token, key = re.fullmatch(r"vapid t=(\S+), k=(\S+)", headers["Authorization"]).groups()
    public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw(key))
    return jwt.decode(token, public, algorithms=["ES256"], audience=for_whom), key


def here(address, _port):
    """In place of the public net: this machine alone."""
    return address in {"127.0.0.1", "::1"}
