from django.urls import path

from . import views

app_name = "ui"
urlpatterns = [
    path("theme/<str:digest>.css", views.theme, name="theme"),
    path("art/<slug:kind>/<str:digest>/<str:seed>-<int:w>x<int:h>.svg", views.art, name="art"),
    path("style/", views.style_page, name="style"),
]
