"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from virksom.study.coding import views

app_name = "coding"
urlpatterns = [
    path("", views.index, name="index"),
    path("kodebog/", views.codebook, name="codebook"),
    path("fordeling/", views.assign, name="assign"),
    path("overensstemmelse/", views.agreement, name="agreement"),
    path("uenigheder/", views.differences, name="differences"),
    path("uenigheder/<str:pseudonym>/<slug:key>/", views.settle, name="settle"),
    path("genveje/", views.shortcuts, name="shortcuts"),
    path("sag/<str:pseudonym>/", views.case, name="case"),
    path("sag/<str:pseudonym>/gem/<slug:key>/", views.save, name="save"),
    path("sag/<str:pseudonym>/sted/<slug:key>/", views.passage, name="passage"),
    path("sag/<str:pseudonym>/trin/<slug:step>/", views.step, name="step"),
]
