"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from virksom.study.crosscase import views

app_name = "crosscase"
urlpatterns = [
    path("", views.analysis, name="analysis"),
    path("ny/", views.run, name="run"),
    path("fremdrift/", views.progress, name="progress"),
    path("<int:number>/", views.earlier, name="earlier"),
    path("<int:number>/betingelse/<slug:key>/", views.condition, name="condition"),
    path("<int:number>/steder/", views.passages, name="passages"),
    path("<int:number>/rapport/", views.report, name="report"),
    path("<int:number>/udgiv/", views.publish, name="publish"),
]
