"""Pages for what goes wrong: what happened, what was kept, what to do."""

from django.shortcuts import render

from maillage.ground.people.access import open_to_anyone


@open_to_anyone
def forbidden(request, exception=None):
    return render(request, "desk/error_403.html", status=403)


@open_to_anyone
def missing(request, exception=None):
    return render(request, "desk/error_404.html", status=404)


@open_to_anyone
def broken(request):
    return render(request, "desk/error_500.html", status=500)
