"""The addresses of the house: each room brings its own."""

from __future__ import annotations

from django.urls import include, path

from virksom.config import views
from virksom.study.crosscase import views as crosscase_views

urlpatterns = [
    path("", views.start, name="start"),
    path("om/", views.about, name="about"),
    path("sprog/", include("django.conf.urls.i18n")),
    path("konto/", include("virksom.people.account_urls")),
    path("", include("virksom.people.urls")),
    path("undersoegelser/", include("virksom.study.harvest.urls")),
    path("undersoegelser/<slug:slug>/kodning/", include("virksom.study.coding.urls")),
    path("undersoegelser/<slug:slug>/analyse/", include("virksom.study.crosscase.urls")),
    path("rapporter/", crosscase_views.reports, name="reports"),
]
