"""The facilitator's pages: the list, a workshop with its wall, the projector, the source of minutes."""

import io

import segno
from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from maillage.ground.people.access import STEERING, open_to
from maillage.needs.workshops import live, rules
from maillage.needs.workshops.models import Workshop
from maillage.needs.workshops.pieces import PROJECTOR, full_scene
from maillage.needs.workshops.scene import add_head, scene_of
from maillage.needs.workshops.views.following import followed

PER_PAGE = 24


@open_to(STEERING)
@require_safe
def list(request):
    page = Paginator(Workshop.objects.with_counts(), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "workshops/list.html", {"page": page, "may_act": rules.may_facilitate(request)})


@open_to(STEERING)
@require_safe
def workshop(request, pid):
    workshop = rules.get_workshop(request, pid)
    join_url = join_url_of(request, workshop)
    scene = full_scene(workshop, rules.audience_of(request))
    context = {
        "workshop": workshop,
        "scene": scene,
        "join_url": join_url,
        "qr": qr_of(join_url),
    }
    return render(request, "workshops/workshop.html", context)


@open_to(STEERING)
@require_safe
def projection(request, pid):
    workshop = rules.get_workshop(request, pid)
    join_url = join_url_of(request, workshop)
    scene = full_scene(workshop, PROJECTOR)
    context = {"workshop": workshop, "scene": scene, "join_url": join_url, "qr": qr_of(join_url)}
    return render(request, "workshops/projection.html", context)


@open_to(STEERING)
@require_safe
def people(request, pid):
    """Who is there, as the side of the page shows it: asked for when the number of people connected moves."""
    workshop = rules.get_workshop(request, pid)
    scene = add_head(scene_of(workshop, rules.audience_of(request)))
    return render(request, "workshops/parts/people.html", {"workshop": workshop, "scene": scene})


@open_to(STEERING)
@followed
def stream(request, pid):
    workshop = rules.get_workshop(request, pid)
    audience = PROJECTOR if request.GET.get("vue") == PROJECTOR else rules.audience_of(request)
    return workshop, audience, live.since_of(request, workshop)


@open_to(STEERING)
@require_safe
def source(request, pid):
    source = rules.get_source(request, pid)
    workshop = Workshop.objects.filter(source=source).first()
    return render(request, "workshops/source.html", {"source": source, "workshop": workshop})


def join_url_of(request, workshop) -> str:
    return request.build_absolute_uri(reverse("workshops:board", args=[workshop.join_code]))


def qr_of(url: str) -> str:
    """The address as an inline SVG that a phone reads from the wall."""
    drawn = io.BytesIO()
    segno.make(url, error="m").save(
        drawn,
        kind="svg",
        xmldecl=False,
        svgns=True,
        border=2,
        omitsize=True,
        svgclass=None,
        lineclass=None,
        title="QR code pour rejoindre l’atelier",
    )
    return mark_safe(drawn.getvalue().decode().replace("<svg ", '<svg role="img" ', 1))
