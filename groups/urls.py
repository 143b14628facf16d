"""Pages of groups. Ids only: no URL says why people come."""

app_name = "groups"
urlpatterns = [
    # --- Home and groups ---
    # --- Invitations, agreement, seat ---
    # --- Room and messages ---
    # --- Seats and what was promised ---
]
