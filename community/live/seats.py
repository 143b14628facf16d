"""A seat: what a socket may hear, decided by the server when it connects."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Seat:
    """One person's place in one room. `label` is what others may see of them while here.

    `label` needs an "id" (of the membership, never the user's); {} keeps a person invisible.
    `audiences` beside the room's own: `room.<id>.staff`, `user.<id>`, `session.<digest>`.
    `expires` is when the session ends by itself; the seat is asked for again then.
    `signature` and `chapter` are the room's (source.py) as they were when the seat was looked up.
    `own` stands for what this person's own parts of the page show; when it differs later, they are told anew.
    """

    room_id: str
    user_id: str
    audiences: tuple = ()
    staff: bool = False
    label: dict = field(default_factory=dict)
    expires: datetime | None = None
    language: str | None = None
    signature: str = ""
    chapter: str = ""
    own: bytes = b""

    def __post_init__(self):
        object.__setattr__(self, "room_id", str(self.room_id))
        object.__setattr__(self, "user_id", str(self.user_id))
