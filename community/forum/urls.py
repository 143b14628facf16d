"""Pages of forums. Ids only: no address says what anybody wrote about."""

from django.urls import path

from community.forum.views import board, deciding, reply, search, tending, topic, topics

app_name = "forum"
urlpatterns = [
    path("groups/<uuid:pk>/forum/", topics.topics, name="topics"),
    path("groups/<uuid:pk>/forum/new/", topics.start, name="start"),
    path("groups/<uuid:pk>/forum/search/", search.search, name="search"),
    path("groups/<uuid:pk>/forum/waiting/", tending.waiting, name="waiting"),
    # --- Boards: a forum for the members of many groups ---
    path("boards/", board.boards, name="boards"),
    path("boards/plan/", board.plan, name="plan_board"),
    path("boards/<uuid:pk>/", board.board, name="board"),
    path("boards/<uuid:pk>/close/", board.close, name="close_board"),
    # --- One topic ---
    path("topics/<uuid:pk>/", topic.topic, name="topic"),
    path("topics/<uuid:pk>/unread/", topic.unread, name="unread"),
    path("topics/<uuid:pk>/write/", topic.write, name="write"),
    path("topics/<uuid:pk>/follow/", topic.follow, name="follow"),
    path("topics/<uuid:pk>/mute/", topic.mute, name="mute"),
    path("topics/<uuid:pk>/unmark/", topic.unmark, name="unmark"),
    path("topics/<uuid:pk>/pin/", tending.pin, name="pin"),
    path("topics/<uuid:pk>/unpin/", tending.unpin, name="unpin"),
    path("topics/<uuid:pk>/close/", tending.close, name="close"),
    path("topics/<uuid:pk>/reopen/", tending.reopen, name="reopen"),
    # --- One reply ---
    path("replies/<uuid:pk>/", reply.reply, name="reply"),
    path("replies/<uuid:pk>/edit/", reply.edit, name="edit"),
    path("replies/<uuid:pk>/retract/", reply.retract, name="retract"),
    path("replies/<uuid:pk>/react/", reply.react, name="react"),
    path("replies/<uuid:pk>/unreact/", reply.unreact, name="unreact"),
    path("replies/<uuid:pk>/hide/", deciding.hide, name="hide"),
    path("replies/<uuid:pk>/restore/", deciding.restore, name="restore"),
    path("replies/<uuid:pk>/release/", deciding.release, name="release"),
    path("replies/<uuid:pk>/give_back/", deciding.give_back, name="give_back"),
]
