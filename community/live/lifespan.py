"""The end of a server process, in good order.

The server closes its lines first and lets whatever they asked come to its end. Then what is said is kept, what was
kept is told to the other processes, and nothing of ours is left running: a task in a library that overhears one
cancellation would else keep the process alive for ever. All of it takes seconds, whatever does not answer.
"""

import asyncio

from channels.layers import get_channel_layer

from community.live.publishing import note_failure, running
from community.live.together import drained

WRITING_SECONDS = 5.0
TELLING_SECONDS = 1.0


async def lifespan(scope, receive, send):
    """The ASGI lifespan of this process."""
    while True:
        message = await receive()
        if message["type"] == "lifespan.shutdown":
            await close()
            await send({"type": "lifespan.shutdown.complete"})
            return
        await send({"type": "lifespan.startup.complete"})


async def close():
    """Finish what waits, then stop the hub of this loop and let go of the layer."""
    hub = running.get(asyncio.get_running_loop())
    if hub is None:
        return
    await _within(WRITING_SECONDS, drained(hub))
    await asyncio.sleep(0)  # what has just been committed is handed to the hub from another thread
    await _within(TELLING_SECONDS, hub.link.drained())
    await hub.stop()
    if layer := get_channel_layer():
        await _within(TELLING_SECONDS, layer.flush())


async def _within(seconds, work):
    try:
        async with asyncio.timeout(seconds):
            await work
    except Exception as error:
        note_failure("closing", error)
