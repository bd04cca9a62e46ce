"""Writing to someone: after the commit, once, again when it failed, and never two messages for one."""

import datetime as dt
import smtplib
from email import message_from_bytes, policy

import pytest
from django.core import mail as box
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction
from django.utils import timezone

from maillage.ground.mail.models import RETRY_AFTER, OutgoingMail, Stored
from maillage.ground.mail.post import send
from maillage.ground.mail.tasks import deliver, sweep
from tests import world

State = OutgoingMail.State
INVITATION = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    """Runs what waits for the commit, as a real transaction would."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def broken_post(monkeypatch):
    """The mail server refuses everything with the error given to it."""

    def breaks(error):
        def refuse(self, messages):
            raise error

        monkeypatch.setattr(EmailBackend, "send_messages", refuse)

    return breaks


def write(**given):
    return send(("Malo Riou", "malo@example.org"), **{"subject": "Bienvenue", "text": "Bonjour Malo"} | given)


def parsed(message):
    return message_from_bytes(message.message().as_bytes(), policy=policy.default)


def test_it_leaves_after_the_commit_in_the_name_of_the_pole(vallees, commit):
    vallees.contact_email = "bonjour@vallees.example"
    vallees.save()
    with commit():
        row = write()
        assert not box.outbox
    row.refresh_from_db()
    assert (row.state, row.attempts, row.pole) == (State.SENT, 1, vallees)
    message = box.outbox[0]
    assert parsed(message)["From"] == "Les Vallées vives <ne-pas-repondre@localhost>"
    assert message.to == ["Malo Riou <malo@example.org>"]
    assert message.reply_to == ["bonjour@vallees.example"]
    assert parsed(message)["Message-ID"] == f"<{row.pid}@localhost>"


def test_what_is_rolled_back_is_never_sent(vallees, commit):
    with commit(), pytest.raises(RuntimeError), transaction.atomic():
        write()
        raise RuntimeError
    assert not box.outbox
    assert not OutgoingMail.objects.exists()


def test_a_person_is_written_to_by_name_and_address(vallees):
    row = send(world.make_person("Lou Kerbrat"), "Bienvenue", "Bonjour")
    assert (row.name, row.to) == ("Lou Kerbrat", "lou@example.org")


def test_nobody_without_an_address(vallees):
    with pytest.raises(ValueError, match="address"):
        send(world.make_person(email=""), "Bienvenue", "Bonjour")


def test_the_same_key_is_sent_once(vallees, commit):
    with commit():
        first = write(key="registration:abc")
        again = write(key="registration:abc", text="Autre chose")
    assert first == again
    assert len(box.outbox) == 1


def test_a_subject_cannot_carry_another_header(vallees, commit):
    with commit():
        row = write(subject="Bienvenue\nBcc: tous@example.org")
    assert row.subject == "Bienvenue Bcc: tous@example.org"
    assert parsed(box.outbox[0])["Bcc"] is None


def test_an_invitation_can_be_answered_by_a_calendar_and_kept_as_a_file(vallees, commit):
    mime = "text/calendar; method=REQUEST"
    with commit():
        write(html="<p>Bonjour</p>", attachments=[("invitation.ics", mime, INVITATION)])
    parts = list(parsed(box.outbox[0]).walk())
    calendar = next(part for part in parts if part.get_content_type() == "text/calendar")
    assert calendar["Content-Type"].params["method"] == "REQUEST"
    assert calendar.get_content_charset() == "utf-8"
    assert calendar.get_content().replace("\r\n", "\n") == INVITATION.replace("\r\n", "\n")
    kept = next(part for part in parts if part.get_filename() == "invitation.ics")
    assert kept.get_content() == INVITATION.encode()
    assert [part.get_content_type() for part in parts][:2] == ["multipart/mixed", "multipart/alternative"]


def test_two_workers_do_not_deliver_it_twice(vallees):
    row = write()
    assert OutgoingMail.objects.take(row.pid)
    assert OutgoingMail.objects.take(row.pid) is None
    deliver.call(row.pid)
    assert not box.outbox


def test_a_failure_is_tried_again_later_and_later_then_given_up(vallees, broken_post, caplog):
    broken_post(smtplib.SMTPServerDisconnected("connection lost with malo@example.org"))
    row = write()
    waits = []
    for _ in range(len(RETRY_AFTER) + 1):
        deliver.call(row.pid)
        row.refresh_from_db()
        waits.append(row.due_at - timezone.now())
        OutgoingMail.objects.update(due_at=timezone.now())
    assert [round(wait.total_seconds()) for wait in waits[:-1]] == list(RETRY_AFTER)
    assert (row.state, row.attempts) == (State.FAILED, 6)
    assert row.error == "SMTPServerDisconnected"
    assert "malo" not in caplog.text


def test_it_is_not_delivered_before_its_next_attempt(vallees, broken_post):
    broken_post(OSError("no route"))
    row = write()
    deliver.call(row.pid)
    deliver.call(row.pid)
    row.refresh_from_db()
    assert (row.state, row.attempts) == (State.QUEUED, 1)


def test_an_address_that_does_not_exist_is_not_tried_again(vallees, broken_post):
    broken_post(smtplib.SMTPRecipientsRefused({"malo@example.org": (550, b"no such user malo@example.org")}))
    row = write()
    deliver.call(row.pid)
    row.refresh_from_db()
    assert (row.state, row.error) == (State.FAILED, "SMTPRecipientsRefused 550")


def test_what_a_dead_worker_left_in_flight_is_delivered_after_an_hour(vallees):
    lost, taken = write(), write()
    OutgoingMail.objects.take(lost.pid)
    OutgoingMail.objects.filter(pk=lost.pk).update(taken_at=timezone.now() - dt.timedelta(minutes=61))
    OutgoingMail.objects.take(taken.pid)
    sweep.call()
    assert [message.subject for message in box.outbox] == ["Bienvenue"]
    lost.refresh_from_db()
    assert lost.state == State.SENT


def test_a_stored_file_is_attached_when_the_message_leaves_and_not_copied_into_its_row(
    vallees, commit, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    path = default_storage.save("comptes-rendus/a.pdf", ContentFile(b"%PDF-1.7 \xff"))
    with commit():
        row = write(attachments=[("compte-rendu.pdf", "application/pdf", Stored(path))])
    assert row.attachments == [{"name": "compte-rendu.pdf", "mime": "application/pdf", "path": path}]
    (attached,) = parsed(box.outbox[0]).iter_attachments()
    assert (attached.get_filename(), attached.get_content()) == ("compte-rendu.pdf", b"%PDF-1.7 \xff")


def test_a_message_whose_file_is_gone_waits_for_it(vallees, commit, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with commit():
        row = write(attachments=[("compte-rendu.pdf", "application/pdf", Stored("comptes-rendus/gone.pdf"))])
    row.refresh_from_db()
    assert (row.state, box.outbox) == (State.QUEUED, [])
    assert "gone" not in row.error
