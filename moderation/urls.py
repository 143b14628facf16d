"""Pages of moderation."""

app_name = "moderation"
urlpatterns = []
