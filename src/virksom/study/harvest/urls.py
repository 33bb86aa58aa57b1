"""Addresses of this room: studies, their steps and team, the harvest, its quarantine, and the material."""

from __future__ import annotations

from django.urls import URLPattern, path

from virksom.study.harvest import views

app_name = "harvest"
urlpatterns: list[URLPattern] = [
    path("", views.studies, name="studies"),
    path("ny/", views.create, name="create"),
    path("<slug:slug>/", views.study, name="study"),
    path("<slug:slug>/trin/<int:number>/", views.step, name="step"),
    path("<slug:slug>/hold/", views.team, name="team"),
    path("<slug:slug>/laas/", views.lock, name="lock"),
    path("<slug:slug>/hoest/", views.harvest, name="harvest"),
    path("<slug:slug>/hoest/zip/", views.upload, name="upload"),
    path("<slug:slug>/hoest/<int:run>/", views.progress, name="progress"),
    path("<slug:slug>/hoest/<int:run>/afbryd/", views.cancel, name="cancel"),
    path("<slug:slug>/hoest/<int:run>/fortsaet/", views.resume, name="resume"),
    path("<slug:slug>/karantaene/", views.quarantine, name="quarantine"),
    path("<slug:slug>/karantaene/grund/<slug:reason>/", views.settle_all, name="settle_all"),
    path("<slug:slug>/karantaene/<int:item>/", views.settle, name="settle"),
    path("<slug:slug>/materiale/", views.documents, name="documents"),
    path("<slug:slug>/materiale/<str:pseudonym>/", views.case, name="case"),
]
