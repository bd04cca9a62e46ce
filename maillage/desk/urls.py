from django.urls import path

from maillage.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.home, name="home"),
    path("portes/<slug:slug>/", views.door, name="door"),
    path("recherche/", views.search, name="search"),
    path("espace/", views.morning, name="morning"),
    path("espace/fil/<slug:kind>/<slug:pid>/", views.thread, name="thread"),
]
