"""Pages of groups. Ids only: no URL says why people come."""

from django.urls import path

from groups.views import call, message, room

from django.urls import path

from groups.views import group, home, meeting

app_name = "groups"
urlpatterns = [
    # --- Home and groups ---
    path("home/", home.home, name="home"),
    path("groups/", group.groups, name="groups"),
    path("groups/plan/", group.plan, name="plan"),
    path("groups/<uuid:pk>/", group.group, name="group"),
    path("groups/<uuid:pk>/planned/", meeting.planned, name="planned"),
    path("groups/<uuid:pk>/meetings/", meeting.past, name="past"),
    path("meetings/<uuid:pk>/", meeting.meeting, name="meeting"),
    path("meetings/<uuid:pk>/cancel/", meeting.cancel, name="cancel_meeting"),
    # --- Invitations, agreement, seat ---
    # --- Room and messages ---
    path("rooms/<uuid:pk>/", room.room, name="room"),
    path("rooms/<uuid:pk>/say/", message.say, name="say"),
    path("rooms/<uuid:pk>/mode/", room.room_mode, name="room_mode"),
    path("rooms/<uuid:pk>/pause/", room.room_pause, name="room_pause"),
    path("rooms/<uuid:pk>/resume/", room.room_resume, name="room_resume"),
    path("rooms/<uuid:pk>/close/", room.room_close, name="room_close"),
    path("rooms/<uuid:pk>/attend/", room.room_attend, name="room_attend"),
    path("rooms/<uuid:pk>/call/", call.call, name="call"),
    path("calls/<uuid:pk>/answer/", call.answer, name="answer"),
    path("messages/<uuid:pk>/", message.message, name="message"),
    path("messages/<uuid:pk>/retract/", message.retract, name="retract"),
    path("messages/<uuid:pk>/hide/", message.hide, name="hide"),
    path("messages/<uuid:pk>/restore/", message.restore, name="restore"),
    path("messages/<uuid:pk>/release/", message.release, name="release"),
    path("messages/<uuid:pk>/give_back/", message.give_back, name="give_back"),
    # --- Seats and what was promised ---
]
