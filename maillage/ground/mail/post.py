"""`send(...)`: what every room calls to write to someone."""

from functools import partial

from django.db import transaction
from django_scopes import get_scope

from maillage.ground.mail.models import OutgoingMail, Stored
from maillage.ground.mail.tasks import deliver
from maillage.ground.poles.models import Pole


def send(to, subject: str, text: str, html: str = "", attachments=(), key: str | None = None) -> OutgoingMail:
    """Write one message, in the caller's transaction; it leaves after the commit.

    `to`: a person (anything with `name` and `email`) or a pair (name, address).
    `attachments`: (file name, media type, text or `Stored` file) each; "text/calendar; method=REQUEST" makes an invitation.
    `key`: the same key is sent once in the deployment; a second call gives back the first message.
    Raises ValueError when there is no address to write to.
    """
    name, address = (to.name, to.email) if hasattr(to, "email") else to
    if not address:
        raise ValueError("Nobody can be written to without an address.")
    pole = get_scope().get("pole")
    fields = {
        "pole": pole if isinstance(pole, Pole) else None,
        "name": _one_line(name)[:120],
        "to": address,
        "subject": _one_line(subject)[:250],
        "text": text,
        "html": html,
        "attachments": [_attached(*item) for item in attachments],
    }
    with transaction.atomic():
        if key:
            mail, new = OutgoingMail.objects.get_or_create(key=key, defaults=fields)
        else:
            mail, new = OutgoingMail.objects.create(**fields), True
        if new:
            transaction.on_commit(partial(deliver.enqueue, mail.pid), robust=True)
    return mail


def after_commit(tell, *what) -> None:
    """Call `tell`, which writes, once what it says is true; its failure undoes nothing and is logged."""

    def told():
        tell(*what)

    transaction.on_commit(told, robust=True)


def _attached(name: str, mime: str, content: str | Stored) -> dict:
    held = {"path": content.path} if isinstance(content, Stored) else {"content": content}
    return {"name": name, "mime": mime, **held}


def _one_line(text: str) -> str:
    return " ".join(text.split())
