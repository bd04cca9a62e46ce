from django.http import HttpResponse

from maillage.ground.people.access import open_to_anyone


@open_to_anyone
def list(request, **kwargs):
    return HttpResponse("list")


@open_to_anyone
def workshop(request, **kwargs):
    return HttpResponse("workshop")


@open_to_anyone
def join(request, **kwargs):
    return HttpResponse("join")
