"""An edition goes to people: once to each address, with its PDF, a link, and a word of whoever sends it."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from maillage.ground.journal.models import record
from maillage.ground.mail.models import Stored
from maillage.ground.mail.post import send
from maillage.ground.people.models import Person
from maillage.ground.people.names import email_key
from maillage.needs.minutes.files import kept_pdf, name_of, theme_of
from maillage.needs.minutes.models import Delivery, Edition, Minutes
from maillage.needs.minutes.shown import day_of
from maillage.ui.email import render_email
from maillage.ui.french import day


@dataclass(frozen=True)
class Recipient:
    """Someone of the sheet: `status` as the minutes say, `sent` when this edition went to them."""

    name: str
    email: str
    status: str = "present"
    sent: bool = False

    @property
    def proposed(self) -> bool:
        """Those who were there or were excused, once."""
        return bool(self.email) and not self.sent and self.status in ("present", "excused")


def recipients(edition: Edition) -> list[Recipient]:
    """People of the sheet as it is today; those without an address too, to say so."""
    sent = set(edition.deliveries.values_list("email", flat=True))
    found = {}
    for row in edition.minutes.contacts():
        email = email_key(row.get("email", ""))
        key = email or ("", row["name"])
        if key not in found:
            found[key] = Recipient(row["name"], email, row.get("status", "present"), email in sent)
    return list(found.values())


def letter(edition: Edition, name: str, words: str, url: str) -> tuple[str, str, str]:
    """(subject, html, text) of the mail to one person."""
    head = edition.head
    corrected = edition.number > 1
    on = f", {day(day_of(head['date']))}" if head["date"] else ""
    subject = f"{'Compte rendu corrigé' if corrected else 'Compte rendu'} : {head['title']}{on}"
    context = {
        "name": name,
        "words": words,
        "title": head["title"],
        "remark": edition.remark if corrected else "",
        "corrected": corrected,
        "url": url,
        "facts": facts(edition),
    }
    html, text = render_email(
        subject, "minutes/mails/letter.mjml.html", context, theme_of(edition.minutes, edition)
    )
    return subject, html, text


def facts(edition: Edition) -> list[tuple[str, str]]:
    """The first decisions and actions: what one would look for in the PDF."""
    rows = {part.key: part.rows for part in edition.read()}
    found = [("Décidé", row["text"]) for row in rows.get("decisions", [])[:3]]
    for row in rows.get("actions", [])[:5]:
        who = " ".join(
            filter(None, [row.get("owner", ""), f"pour {day(day_of(row['due']))}" if row.get("due") else ""])
        )
        found.append((f"À faire, {who}" if who else "À faire", row["text"]))
    return found


def send_to(edition: Edition, people: list[tuple[str, str]], words: str, by: Person) -> int:
    """Write to each (name, address) that has not had this edition; how many. The database sees to « once »."""
    minutes = edition.minutes
    pdf = kept_pdf(edition).pdf.name
    head = edition.head
    attachment = (name_of(head["title"], head["date"], "pdf"), "application/pdf", Stored(pdf))
    count = 0
    with transaction.atomic():
        for name, address in people:
            delivery = first_delivery(edition, name, email_key(address), by)
            if delivery is None:
                continue
            url = minutes.pole.absolute(delivery.get_absolute_url())
            subject, html, text = letter(edition, name, words, url)
            delivery.mail = send(
                (name, delivery.email), subject, text, html, [attachment], key=f"minutes:{delivery.pid}"
            )
            delivery.save(update_fields=["mail"])
            count += 1
        if count:
            Minutes.objects.filter(pk=minutes.pk).update(sent_at=timezone.now())
            record("minutes.sent", minutes, by, edition=edition.number, people=count)
    return count


def first_delivery(edition: Edition, name: str, email: str, by: Person) -> Delivery | None:
    """None when this address has had it."""
    try:
        with transaction.atomic():
            return edition.deliveries.create(name=name[:120], email=email, by=by)
    except IntegrityError:
        return None
