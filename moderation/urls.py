"""Pages of moderation."""

from django.urls import path

from moderation.views import report

app_name = "moderation"
urlpatterns = [
    path("messages/<uuid:pk>/report/", report.report, name="report"),
    path("reports/", report.reports, name="reports"),
    path("reports/<uuid:pk>/", report.report_detail, name="report_detail"),
    path("reports/<uuid:pk>/seen/", report.report_seen, name="report_seen"),
    path("reports/calls/<uuid:pk>/take/", report.take_call, name="take_call"),
]
