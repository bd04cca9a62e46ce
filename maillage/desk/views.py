from django.http import HttpResponse

from maillage.ground.people.access import open_to_anyone


@open_to_anyone
def home(request, **kwargs):
    return HttpResponse("home")


@open_to_anyone
def search(request, **kwargs):
    return HttpResponse("search")


@open_to_anyone
def morning(request, **kwargs):
    return HttpResponse("morning")
