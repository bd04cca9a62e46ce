from django.http import HttpResponse

from maillage.ground.people.access import open_to_anyone


@open_to_anyone
def roadmap(request, **kwargs):
    return HttpResponse("roadmap")


@open_to_anyone
def action(request, **kwargs):
    return HttpResponse("action")
