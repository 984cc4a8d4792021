from importlib import import_module

from django.apps import AppConfig


class CollaborativeConfig(AppConfig):
    name = "collaborative"

    def ready(self) -> None:
        import_module("collaborative.not_saved")
