from django.http import HttpResponse

from maillage.ground.people.access import open_to_anyone


@open_to_anyone
def login(request, **kwargs):
    return HttpResponse("login")


@open_to_anyone
def logout(request, **kwargs):
    return HttpResponse("logout")


@open_to_anyone
def list(request, **kwargs):
    return HttpResponse("list")


@open_to_anyone
def csrf_failure(request, **kwargs):
    return HttpResponse("csrf_failure")
