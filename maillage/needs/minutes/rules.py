"""Who reads and who writes minutes. The getters below are the checks: what they do not give, nobody opens.

The coordination and the workshop's secretary write; the board and the treasurer read. A secretary may have no role at all:
the minutes of that one workshop are all that being secretary opens.
"""

from django.http import Http404
from django.shortcuts import get_object_or_404

from maillage.needs.minutes.models import Delivery, Edition, Minutes
from maillage.needs.workshops.models import Workshop
from maillage.needs.workshops.rules import may_facilitate, may_note, may_steer


def may_approve(request) -> bool:
    return may_facilitate(request)


def get_workshop(request, pid: str, writing: bool = False) -> Workshop:
    """The workshop whose minutes this person may read (write); 404 for anybody else, as if it were not there."""
    rows = Workshop.objects.select_related("source", "pole", "secretary", "follows")
    workshop = rows.filter(pid=pid).first()
    if workshop is None or not (may_note(request, workshop) or (not writing and may_steer(request))):
        raise Http404
    return workshop


def get_minutes(request, pid: str, writing: bool = False) -> Minutes:
    """The minutes of this workshop, begun, for who may read (write) them."""
    workshop = get_workshop(request, pid, writing)
    minutes = get_object_or_404(Minutes.objects.select_related("approved_by", "pole"), workshop=workshop)
    minutes.workshop = workshop
    return minutes


def get_edition(minutes: Minutes, number: int) -> Edition:
    edition = get_object_or_404(minutes.editions.select_related("approved_by"), number=number)
    edition.minutes = minutes
    return edition


def get_public(pid: str) -> tuple[Minutes, Edition]:
    """Published minutes and the edition that everybody reads."""
    minutes = get_object_or_404(Minutes.objects.published().select_related("workshop", "pole"), pid=pid)
    edition = minutes.edition
    if edition is None:
        raise Http404
    edition.minutes = minutes
    return minutes, edition


def get_delivery(token: str) -> Delivery:
    """What was sent to whoever holds this link."""
    delivery = Delivery.signed(token)
    if delivery is None:
        raise Http404
    return delivery
