"""A page’s thread is kept for the next request, unless it is still at work."""

import asyncio
import threading

import pytest
from asgiref.sync import iscoroutinefunction, sync_to_async

from community.asgi import Pages

SCOPE = {"type": "http"}


class Answering(Pages):
    """Answers with the name of its thread."""

    async def handle(self, scope, receive, send):
        await send(await sync_to_async(threading.get_ident)())


def test_a_page_is_written_on_its_thread_from_the_first_middleware_to_the_last():
    assert not iscoroutinefunction(Pages()._middleware_chain)


async def test_a_page_is_answered_from_there():
    heard, said = [], [{"type": "http.request"}]

    async def receive():
        return said.pop() if said else await asyncio.sleep(60)

    async def send(event):
        heard.append(event)

    asked = {"path": "/help/", "method": "GET", "query_string": b"", "headers": [(b"host", b"127.0.0.1")]}
    await Pages()(SCOPE | asked, receive, send)

    assert heard[0]["status"] == 200
    assert b"".join(event["body"] for event in heard[1:]).endswith(b"</html>\n")


async def _asked(pages):
    heard = []

    async def send(event):
        heard.append(event)

    await pages(SCOPE, None, send)
    return heard[0]


async def test_the_next_request_has_the_thread_of_the_last():
    pages = Answering()

    assert await _asked(pages) == await _asked(pages)


async def test_requests_at_the_same_time_have_threads_of_their_own():
    pages, both = Answering(), threading.Barrier(2, timeout=5)

    async def handle(scope, receive, send):
        await sync_to_async(both.wait)()
        await send(await sync_to_async(threading.get_ident)())

    pages.handle = handle
    one, other = await asyncio.gather(_asked(pages), _asked(pages))

    assert one != other
    assert len(pages.idle) == 2


async def test_a_thread_that_still_works_is_not_given_to_another():
    pages, may_end = Answering(), threading.Event()

    async def handle(scope, receive, send):
        await sync_to_async(may_end.wait)(5)

    pages.handle = handle
    task = asyncio.create_task(pages(SCOPE, None, None))
    await asyncio.sleep(0.05)
    task.cancel()
    try:
        with pytest.raises(asyncio.CancelledError):
            await asyncio.wait_for(task, 3)
        kept = list(pages.idle)
    finally:
        may_end.set()

    assert kept == [] or kept[0].last.done()


async def test_no_more_threads_are_kept_than_said():
    pages = Answering()
    pages.KEPT = 0

    await _asked(pages)

    assert pages.idle == []
