"""Asks an address on the web something: once, briefly, and never inside our own network."""

import ipaddress
import socket
import ssl
import threading
from contextlib import suppress
from http.client import HTTPConnection, HTTPSConnection
from urllib.parse import urlsplit

TIMEOUT = 4  # seconds for each step
WHOLE = 15  # seconds for one question: whoever sends a sign every few seconds would keep us for days
PORTS = (80, 443)
PUBLIC_IPV6 = ipaddress.ip_network(
    "2000::/3"
)  # all that is given out; the rest may stand for addresses of IPv4


class Refused(Exception):  # noqa: N818 - it says what happened
    """An address we do not ask: of our own network, or none of the web."""


def is_public(address, port):
    """Whether that may be asked. An answer from inside our network would tell what stands there (OWASP SSRF)."""
    found = ipaddress.ip_address(address)
    found = getattr(found, "ipv4_mapped", None) or found
    if found.version == 6 and (found not in PUBLIC_IPV6 or found.sixtofour):
        return False
    return found.is_global and not found.is_multicast and port in PORTS


def ask(method, url, *, headers, body=None, may=is_public, whole=WHOLE):
    """(status, where it sends us). What else it answers is not read, and nowhere is gone on to.

    The name is looked up once and every address it has is judged; that address is the one asked. Raises Refused, and
    OSError or HTTPException where nothing answers.
    """
    try:
        parts = urlsplit(url)
        port = parts.port or {"http": 80, "https": 443}[parts.scheme]
        host = parts.hostname.encode("idna").decode()
    except (ValueError, KeyError, AttributeError, UnicodeError):
        raise Refused("It is no address of the web.") from None
    kind = _Https if parts.scheme == "https" else _Http
    line = kind(host, port, timeout=TIMEOUT)
    line.address = _address(host, port, may)
    path = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
    over = threading.Timer(whole, _hang_up, [line])
    over.start()
    try:
        line.request(method, _quoted(path), body=body, headers=headers)
        answer = line.getresponse()
        return answer.status, answer.getheader("Location", "")
    except ssl.SSLCertVerificationError:
        raise Refused("Its certificate is not for us to judge.") from None
    finally:
        over.cancel()
        line.close()


def _hang_up(line):
    """Whoever waits for a sign gets none any more; past what TLS would add, which another thread is using."""
    with suppress(OSError, AttributeError):
        socket.socket.shutdown(line.sock, socket.SHUT_RDWR)


def _address(host, port, may):
    found = {facts[4][0] for facts in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    if not all(may(address, port) for address in found):
        raise Refused("It is not on the public net.")
    return min(found, key=lambda address: ":" in address)


def _quoted(path):
    """As HTTP takes it: letters of other languages by their bytes, and nothing that could begin a line of its own."""
    return "".join(chr(byte) if 0x20 < byte < 0x7F else f"%{byte:02X}" for byte in path.encode())


class _Http(HTTPConnection):
    """Talks to the address that was judged, whatever the name means a moment later."""

    def connect(self):
        self.sock = socket.create_connection((self.address, self.port), self.timeout)


class _Https(HTTPSConnection):
    """The same, with the certificate of the name."""

    def connect(self):
        plain = socket.create_connection((self.address, self.port), self.timeout)
        self.sock = self._context.wrap_socket(plain, server_hostname=self.host)
