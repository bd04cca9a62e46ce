"""What rooms may bring to those above them without being named there: `waiting.py`, `seeds.py`."""

from collections.abc import Iterator
from importlib import import_module
from types import ModuleType

from django.apps import apps
from django.conf import settings
from django.utils.module_loading import module_has_submodule


def brought(name: str) -> Iterator[ModuleType]:
    """The module of this name in each room that has one, in the order of the chain."""
    for room in settings.ROOMS:
        if module_has_submodule(apps.get_app_config(room.rsplit(".", 1)[1]).module, name):
            yield import_module(f"{room}.{name}")
