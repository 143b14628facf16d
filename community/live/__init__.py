"""News for open pages: actions call publish(), the hub of this process carries it to sockets."""

from community.live.publishing import publish

__all__ = ["publish"]
