import pytest


@pytest.fixture
def told(django_capture_on_commit_callbacks):
    """Runs what waits for the commit: `with told(): …`."""
    return lambda: django_capture_on_commit_callbacks(execute=True)
