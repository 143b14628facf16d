"""The house as in operation: PostgreSQL, Redis, two processes by the unit file, nginx by its file before them."""

import base64
import configparser
import datetime
import http.client
import ipaddress
import json
import os
import re
import shlex
import ssl
import subprocess
import sys
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from bench.services import Nginx, PostgreSQL, Redis, Service, free_port

HOUSE = Path(__file__).resolve().parents[2]
DEPLOY = HOUSE / "deploy"
PYTHON = "/opt/vierelle/.venv/bin/python"
LEFT_OUT = {
    "DATABASE_URL",
    "REDIS_URL",
    "DEMO",
    "DEBUG",
    "EMAIL_HOST",
    "OIDC_SERVER",
    "TEST_DATABASE",
    "PACE",
}


def unit(name):
    """The facts of a unit file, by section and name; of a name that is there twice, the last."""
    parser = configparser.RawConfigParser(strict=False, delimiters=("=",), comment_prefixes=("#",))
    parser.optionxform = str
    parser.read_string((DEPLOY / name).read_text().replace("\\\n", " "))
    return parser


def command_of(name, instance=""):
    """What the unit starts, with the interpreter that runs the tests."""
    words = shlex.split(unit(name)["Service"]["ExecStart"].replace("%i", str(instance)))
    return [sys.executable if word == PYTHON else word for word in words]


def nginx_file(folder, port, processes):
    """The real file, with nothing changed but ports, certificate and where it writes."""
    text = (DEPLOY / "nginx.conf").read_text()
    first = f"127.0.0.1:{processes[0].port}", f"127.0.0.1:{processes[1].port}"
    changes = {
        "server 127.0.0.1:8001 ": f"server {first[0]} ",
        "server 127.0.0.1:8002 ": f"server {first[1]} ",
        "listen 80;": f"listen 127.0.0.1:{free_port()};",
        "listen [::]:80;": "",
        "listen 443 ssl": f"listen 127.0.0.1:{port} ssl",
        "listen [::]:443 ssl http2 sndbuf=128k;": "",
        "/etc/letsencrypt/live/groups.example.org/fullchain.pem": f"{folder}/certificate.pem",
        "/etc/letsencrypt/live/groups.example.org/privkey.pem": f"{folder}/key.pem",
        "pid /run/nginx.pid;": "pid nginx.pid;",
        "error_log /var/log/nginx/error.log notice;": "",
        "root /opt/vierelle/deploy;": f'root "{DEPLOY}";',
        "\nhttp {\n": "\nhttp {\n" + "".join(f"{kind}_temp_path {kind};\n" for kind in TEMPORARY),
    }
    for old, new in changes.items():
        assert text.count(old) == 1, f"deploy/nginx.conf no longer says {old!r} once"
        text = text.replace(old, new)
    return text


TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


class Process(Service):
    """One server process, as the unit file starts it."""

    def __init__(self, folder, facts):
        super().__init__(folder)
        self.facts = facts
        self.log = self.folder / f"process-{self.port}.log"

    def command(self):
        return command_of("vierelle@.service", self.port)

    def environment(self):
        return self.facts

    def cwd(self):
        return HOUSE

    def is_ready(self):
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=2)
        try:
            line.request("GET", "/readyz")
            return line.getresponse().status == 200
        except OSError:
            return False
        finally:
            line.close()

    @property
    def memory(self):
        """Bytes it holds in memory now, and the most it ever held."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return tuple(int(re.search(rf"{name}:\s+(\d+)", status)[1]) * 1024 for name in ("VmRSS", "VmHWM"))


class House:
    """All of it, and the stage behind."""

    def __init__(self, folder, **more):
        self.folder = Path(folder)
        make_certificate(self.folder)
        self.database = PostgreSQL(self.folder)
        self.redis = Redis(self.folder)
        self.facts = {name: value for name, value in os.environ.items() if name not in LEFT_OUT}
        self.facts |= _secrets() | {"VAR": str(self.folder), "BEHIND_PROXY": "1", "HOSTS": "127.0.0.1"} | more
        self.facts |= {"DATABASE_URL": self.database.url, "REDIS_URL": self.redis.url}
        self.facts |= {"DJANGO_SETTINGS_MODULE": "tests.faults.settings", "PYTHONUNBUFFERED": "1"}
        self.processes = [Process(self.folder, self.facts) for _ in range(2)]
        self.nginx = Nginx(self.folder, lambda port: nginx_file(self.folder, port, self.processes))
        self.port = self.nginx.port
        self.origin = self.facts["SITE_URL"] = f"https://127.0.0.1:{self.port}"
        self.stage = None
        self.trust = ssl.create_default_context(cafile=self.folder / "certificate.pem")

    def start(self):
        self.database.start()
        self.redis.start()
        self.stage = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.stage"],
            cwd=HOUSE,
            env=self.facts,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=(self.folder / "stage.log").open("ab"),
            text=True,
        )
        self.ask("prepare")
        for process in self.processes:
            process.start()
        self.nginx.start()
        return self

    def stop(self):
        """End all of it, also what is left of a start that failed or of a stage that broke."""
        for service in (self.nginx, *self.processes, self.redis):
            service.stop()
        if self.stage:
            self.stage.kill()
            self.stage.wait()
        self.database.remove()

    def ask(self, order, **facts):
        """Have the stage do something in the database."""
        self.stage.stdin.write(json.dumps({"do": order, **facts}) + "\n")
        self.stage.stdin.flush()
        answer = self.stage.stdout.readline()
        assert answer, f"The stage could not do {order}: {(self.folder / 'stage.log').read_text()[-3000:]}"
        return json.loads(answer)

    def request(self, method, path, headers=(), body=None):
        """One request through nginx; gives status, headers and text."""
        line = http.client.HTTPSConnection("127.0.0.1", self.port, context=self.trust, timeout=40)
        try:
            line.request(method, path, body=body, headers=dict(headers))
            answer = line.getresponse()
            return answer.status, answer.headers, answer.read().decode()
        finally:
            line.close()


def _secrets():
    key = base64.b64encode(os.urandom(32)).decode()
    return {"SECRET_KEY": "faults-" + key * 2, "VAULT_KEYS": f"faults:{key}", "AUDIT_KEY": key}


def make_certificate(folder):
    """A certificate for 127.0.0.1 that only these tests trust."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "faults")])
    now = datetime.datetime.now(datetime.UTC)
    alternative = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(alternative, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "certificate.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    (folder / "key.pem").write_bytes(key.private_bytes(serialization.Encoding.PEM, *plain))
