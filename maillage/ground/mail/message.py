"""A row of the post office as a MIME message."""

from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from maillage.ground.mail.models import OutgoingMail, content_of


def message_of(mail: OutgoingMail) -> EmailMultiAlternatives:
    name, address = mail.sender
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text,
        from_email=formataddr((name, parseaddr(address)[1])),
        to=[formataddr((mail.name, mail.to))],
        reply_to=[mail.pole.contact_email] if mail.pole and mail.pole.contact_email else None,
        # The same identifier at each attempt: a message that did leave twice is shown once.
        headers={"Message-ID": f"<{mail.pid}@{settings.DOMAIN}>", "Auto-Submitted": "auto-generated"},
    )
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    for item in mail.attachments:
        if item["mime"].startswith("text/calendar"):
            # As a calendar offers to answer it (iMIP, RFC 6047), and as a file for whoever wants to keep it.
            message.attach_alternative(item["content"], item["mime"])
            message.attach(item["name"], item["content"].encode(), "application/ics")
        else:
            message.attach(item["name"], content_of(item), item["mime"])
    return message
