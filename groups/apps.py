"""Peer groups: from invitation to farewell, and the live room."""

from django.apps import AppConfig


class GroupsConfig(AppConfig):
    name = "groups"
