from django.http import HttpResponse

from maillage.ground.people.access import open_to_anyone


@open_to_anyone
def agenda(request, **kwargs):
    return HttpResponse("agenda")


@open_to_anyone
def manage(request, **kwargs):
    return HttpResponse("manage")


@open_to_anyone
def event(request, **kwargs):
    return HttpResponse("event")
