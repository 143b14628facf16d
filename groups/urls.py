"""Pages of groups. Ids only: no URL says why people come."""

from django.urls import path

from groups.views import (
    call,
    checkin,
    group,
    home,
    invitation,
    meeting,
    message,
    paging,
    reaction,
    referral,
    room,
    seat,
    way_in,
)

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
    path("code/", invitation.code, name="code"),
    path("i/<str:token>/", invitation.open_link, name="open_invitation"),
    path("invitation/", invitation.about, name="invitation"),
    path("invitation/agreement/", way_in.agreement, name="agreement"),
    path("invitation/name/", way_in.name, name="name"),
    path("invitation/seat/", way_in.seat, name="seat"),
    path("invitation/no/", invitation.decline, name="decline"),
    path("invitation/welcome/", way_in.welcome, name="welcome"),
    path("invitations/", referral.invitations, name="invitations"),
    path("invitations/new/<uuid:pk>/", referral.invite, name="invite"),
    path("invitations/<uuid:pk>/", referral.invitation_made, name="invitation_made"),
    path("invitations/<uuid:pk>/letter/", referral.letter, name="letter"),
    path("invitations/<uuid:pk>/revoke/", referral.revoke, name="revoke"),
    path("invitations/<uuid:pk>/renew/", referral.renew, name="renew"),
    path("invitations/<uuid:pk>/way_back/", referral.way_back, name="invitation_way_back"),
    # --- Room and messages ---
    path("rooms/<uuid:pk>/", room.room, name="room"),
    path("rooms/<uuid:pk>/say/", message.say, name="say"),
    path("rooms/<uuid:pk>/mode/", room.room_mode, name="room_mode"),
    path("rooms/<uuid:pk>/pause/", room.room_pause, name="room_pause"),
    path("rooms/<uuid:pk>/resume/", room.room_resume, name="room_resume"),
    path("rooms/<uuid:pk>/close/", room.room_close, name="room_close"),
    path("rooms/<uuid:pk>/attend/", room.room_attend, name="room_attend"),
    # --- Looking after people: check-in and check-out ---
    path("rooms/<uuid:pk>/check/", checkin.check, name="check"),
    path("rooms/<uuid:pk>/check/open/", checkin.check_open, name="check_open"),
    path("rooms/<uuid:pk>/check/close/", checkin.check_close, name="check_close"),
    path("pagings/<uuid:pk>/", paging.take_page, name="take_page"),
    path("rooms/<uuid:pk>/call/", call.call, name="call"),
    path("calls/<uuid:pk>/answer/", call.answer, name="answer"),
    path("messages/<uuid:pk>/", message.message, name="message"),
    path("messages/<uuid:pk>/retract/", message.retract, name="retract"),
    path("messages/<uuid:pk>/hide/", message.hide, name="hide"),
    path("messages/<uuid:pk>/restore/", message.restore, name="restore"),
    path("messages/<uuid:pk>/release/", message.release, name="release"),
    path("messages/<uuid:pk>/give_back/", message.give_back, name="give_back"),
    # --- Beside the talk: signs, personal mutes, private lines ---
    path("messages/<uuid:pk>/react/", reaction.react, name="react"),
    path("messages/<uuid:pk>/unreact/", reaction.unreact, name="unreact"),
    # --- Seats and what was promised ---
    path("groups/<uuid:pk>/people/", seat.people, name="people"),
    path("groups/<uuid:pk>/promise/", seat.promise, name="promise"),
    path("groups/<uuid:pk>/leave/", seat.leave, name="leave"),
    path("seats/<uuid:pk>/unseat/", meeting.unseat, name="unseat"),
    path("seats/<uuid:pk>/mute/", seat.mute, name="mute"),
    path("seats/<uuid:pk>/unmute/", seat.unmute, name="unmute"),
    path("seats/<uuid:pk>/read_first/", seat.read_first, name="read_first"),
    path("seats/<uuid:pk>/stop_reading_first/", seat.stop_reading_first, name="stop_reading_first"),
    path("seats/<uuid:pk>/remove/", seat.remove, name="remove"),
    path("seats/<uuid:pk>/way_back/", seat.way_back, name="way_back"),
]
