"""What granian serves: Django, behind a bound on what anyone may send."""

import os

from asgiref.sync import sync_to_async
from django import setup
from django.core.handlers.asgi import ASGIHandler

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage.settings")
setup(set_prefix=False)


class OneThread(ASGIHandler):
    """Each request in one thread, from the first middleware to the last.

    Django would hand it from the loop to the thread and back some ten times, and a room that writes together waits
    for the loop more than for anything else. Answers that stay open (live.py) are still sent by the loop.
    """

    def load_middleware(self, is_async=False):
        super().load_middleware(is_async=False)
        self._middleware_chain = sync_to_async(self._middleware_chain, thread_sensitive=True)


django = OneThread()

# Minutes weigh 20 MB at most, a photo 12. Django writes a whole body on the disk before it asks who sends it.
MOST_BYTES = 32 * 1024 * 1024
TOO_LARGE = """<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Un envoi trop lourd</title></head>
<body><main><h1>Un envoi trop lourd</h1>
<p>Cet envoi dépasse 32 Mo : rien n’en a été gardé. Revenez en arrière et choisissez un fichier plus léger.</p></main></body></html>
"""


async def application(scope, receive, send):
    if scope["type"] != "http":
        return await django(scope, receive, send)
    if declared(scope) > MOST_BYTES:
        return await refuse(send)
    return await django(scope, bounded(receive), send)


def declared(scope) -> int:
    """The size that the request says it has; 0 when it says none."""
    value = dict(scope["headers"]).get(b"content-length", b"")
    return int(value[:20]) if value.isdigit() else 0


def bounded(receive):
    """Who sends more without having said so is cut off."""
    read = 0

    async def receive_bounded():
        nonlocal read
        message = await receive()
        read += len(message.get("body", b""))
        return message if read <= MOST_BYTES else {"type": "http.disconnect"}

    return receive_bounded


async def refuse(send) -> None:
    headers = [(b"content-type", b"text/html; charset=utf-8"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": TOO_LARGE.encode()})
