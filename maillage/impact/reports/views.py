from django.http import HttpResponse

from maillage.ground.people.access import open_to_anyone


@open_to_anyone
def list(request, **kwargs):
    return HttpResponse("list")


@open_to_anyone
def report(request, **kwargs):
    return HttpResponse("report")


@open_to_anyone
def public(request, **kwargs):
    return HttpResponse("public")
