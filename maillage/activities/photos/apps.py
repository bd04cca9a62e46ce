from django.apps import AppConfig


class PhotosConfig(AppConfig):
    name = "maillage.activities.photos"
    label = "photos"

    def ready(self):
        from maillage.activities.events.beside import beside
        from maillage.activities.photos.around import PhotosOfAnEvent

        beside.rooms.append(PhotosOfAnEvent())
