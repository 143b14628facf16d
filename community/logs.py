"""One JSON line per request and per event: ids, routes and outcomes; never words, names or addresses.

Own loggers (`community`, `groups`, `moderation`) say a fixed event name and, in
`extra={"facts": {...}}`, short ids, counts and states. From any other library only the
message's template is kept, never what it was filled with: that may be a path with a code in it.
"""

import json
import logging
import secrets
import time
from contextvars import ContextVar
from datetime import UTC, datetime

from django.conf import settings
from django.utils.crypto import salted_hmac

OWN_LOGGERS = ("community", "groups", "moderation")
LONGEST_FACT = 80
LONGEST_CHAIN = 4

request_id = ContextVar("request_id", default=None)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "community.logs.JsonFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        # Empty lists take away Django's own handlers, among them the one that mails tracebacks.
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": [], "level": "ERROR", "propagate": True},
        "django.request": {"handlers": [], "level": "ERROR", "propagate": True},
        # Anyone can cause these by the thousand; the request line says 400.
        "django.security.DisallowedHost": {"handlers": [], "level": "CRITICAL", "propagate": True},
        "django.channels.server": {"handlers": [], "level": "ERROR", "propagate": True},
        "daphne": {"handlers": [], "level": "WARNING", "propagate": True},
        "uvicorn": {"handlers": [], "level": "INFO", "propagate": True},
        "uvicorn.error": {"handlers": [], "level": "WARNING", "propagate": True},
        # Writes addresses and full paths; the request line below replaces it.
        "uvicorn.access": {"handlers": [], "level": "CRITICAL", "propagate": False},
    },
}

logger = logging.getLogger(__name__)


class JsonFormatter(logging.Formatter):
    """A record as one line of JSON, from a short list of fields and nothing else."""

    def format(self, record):
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "request": request_id.get(),
        }
        is_ours = record.name.partition(".")[0] in OWN_LOGGERS
        line["event"] = str(record.msg) if is_ours or record.args else f"{record.module}:{record.lineno}"
        for name, value in (record.__dict__.get("facts", {}) if is_ours else {}).items():
            line.setdefault(name, _short(value))
        if record.exc_info and record.exc_info[1]:
            line["error"] = _failure(record.exc_info[1])
        return json.dumps(line, ensure_ascii=True)


class RequestLog:
    """Middleware, outermost: gives each request an id of our own and logs its one line.

    An id offered by the client is not used: it would be a stranger's text in our log.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.id = secrets.token_hex(8)
        token = request_id.set(request.id)
        began = time.monotonic()
        try:
            response = self.get_response(request)
            if response.status_code >= 400 or not request.path.startswith(settings.STATIC_URL):
                logger.info("request", extra={"facts": _facts(request, response, began)})
        finally:
            request_id.reset(token)
        return response


def pseudonym(pk):
    """The same short word for the same person, which does not lead back to the row without the key."""
    return salted_hmac("community.logs.pseudonym", str(pk), algorithm="sha256").hexdigest()[:12]


def _facts(request, response, began):
    match = request.resolver_match
    return {
        "method": request.method,
        "route": match.view_name if match else None,  # never the path: it may carry a code
        "status": response.status_code,
        "ms": round((time.monotonic() - began) * 1000),
        "user": _who(request),
    }


def _who(request):
    """The signed-in person's pseudonym, if somebody already looked: the log asks the database nothing."""
    user = getattr(request, "_cached_user", None)
    return pseudonym(user.pk) if user is not None and user.is_authenticated else None


def _short(value):
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, list | tuple | set | frozenset):
        return [_short(item) for item in value]
    return str(value)[:LONGEST_FACT]


def _failure(error):
    """What failed and where, with its causes: no message and no local variable, both can quote people."""
    chain = []
    while error is not None and len(chain) < LONGEST_CHAIN:
        chain.append({"type": _type_name(error), "at": _frames(error.__traceback__)})
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return chain


def _type_name(error):
    return f"{type(error).__module__}.{type(error).__qualname__}"


def _frames(trace):
    frames = []
    while trace is not None:
        code = trace.tb_frame.f_code
        frames.append(f"{code.co_filename}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return frames
