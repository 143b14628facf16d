"""The two doors: pages and sockets."""

import gc
import os

from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import OriginValidator
from django.conf import settings
from django.core.asgi import get_asgi_application
from django.urls import reverse

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "community.settings")
pages = get_asgi_application()
# The map of all pages is read now, not while the first who speaks after a restart holds a room.
reverse("front")

from community.live.lifespan import lifespan
from groups.sockets import routes


class OurPages(OriginValidator):
    """Lets a live line be opened by our own pages alone; an origin that cannot be read is not ours."""

    def validate_origin(self, parsed_origin):
        try:
            return super().validate_origin(parsed_origin)
        except ValueError:  # a port that is no number
            return False


application = ProtocolTypeRouter(
    {
        "http": pages,
        "websocket": OurPages(URLRouter(routes), settings.SOCKET_ORIGINS),
        "lifespan": lifespan,
    }
)

# What is loaded by now stays: the collector need not walk through it again, nor as often through what comes and goes.
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 20, 20)
