from importlib import import_module

from django.apps import AppConfig


class PrototypesConfig(AppConfig):
    name = "prototypes"

    def ready(self) -> None:
        said = ("came_out", "search", "takeout", "topics", "trying_letters", "trying_told")
        for announcer in said:
            import_module(f"prototypes.{announcer}")
