"""The two doors: pages and sockets."""

import gc
import os
from concurrent.futures import ThreadPoolExecutor

import django
from asgiref.sync import ThreadSensitiveContext, sync_to_async
from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import OriginValidator
from django.conf import settings
from django.core.handlers.asgi import ASGIHandler
from django.urls import re_path, reverse

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "community.settings")
django.setup(set_prefix=False)


class OneThread(ThreadPoolExecutor):
    """The thread of one request at a time."""

    def __init__(self):
        super().__init__(1, thread_name_prefix="page")
        self.last = None

    def submit(self, *work, **facts):
        self.last = super().submit(*work, **facts)
        return self.last


class Pages(ASGIHandler):
    """Django's own pages, on threads that are kept: a new one for each request opened SQLite anew each time."""

    KEPT = 8

    def __init__(self):
        super().__init__()
        self.idle = []

    def load_middleware(self, is_async=False):
        """As one piece for one thread: nothing in the house is written async, and each change of thread costs."""
        super().load_middleware(is_async=False)

    async def get_response_async(self, request):
        return await sync_to_async(self.get_response)(request)

    async def __call__(self, scope, receive, send):
        thread = self.idle.pop() if self.idle else OneThread()
        try:
            async with ThreadSensitiveContext(executor=thread):
                await self.handle(scope, receive, send)
        finally:
            if len(self.idle) < self.KEPT and (thread.last is None or thread.last.done()):
                self.idle.append(thread)
            else:  # too many, or its reader has gone and it still works
                thread.shutdown(wait=False)


pages = Pages()
# The map of all pages is read now, not while the first who speaks after a restart holds a room.
reverse("front")

from community import screening
from community.live.lifespan import lifespan
from community.live.nowhere import nowhere
from moderation.sockets import routes

screening.make_ready()


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
        "websocket": OurPages(URLRouter([*routes, re_path("", nowhere)]), settings.SOCKET_ORIGINS),
        "lifespan": lifespan,
    }
)

# What is loaded by now stays: the collector need not walk through it again, nor as often through what comes and goes.
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 20, 20)
