"""What every test gets: the small named world, and browser tests that run only when asked for."""

from pathlib import Path

import pytest

pytest_plugins = ["tests.fixtures"]

HERE = Path(__file__).parent


def pytest_collection_modifyitems(config, items):
    """Deselects browser tests unless `-m browser` names them, whatever other marks were asked for."""
    for item in items:
        if (HERE / "tests" / "browser") in item.path.parents:
            item.add_marker("browser")
    if "browser" in config.option.markexpr:
        return
    browser = [item for item in items if item.get_closest_marker("browser")]
    if browser:
        config.hook.pytest_deselected(items=browser)
        items[:] = [item for item in items if item not in browser]


def pytest_runtest_setup(item):
    from django.db import connection

    for vendor in ("sqlite", "postgresql"):
        if item.get_closest_marker(vendor) and connection.vendor != vendor:
            pytest.skip(f"has a meaning only on {vendor}")
