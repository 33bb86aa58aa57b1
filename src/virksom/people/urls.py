"""Addresses of this room: the log, people and their roles, and the tree of units."""

from __future__ import annotations

from django.urls import URLPattern, path

from virksom.people import views

app_name = "people"
urlpatterns: list[URLPattern] = [
    path("log/", views.log, name="log"),
    path("log/efterproev/", views.verify, name="verify"),
    path("log/kopi.csv", views.export, name="export"),
    path("mennesker/", views.people, name="people"),
    path("mennesker/ny/", views.create, name="create"),
    path("mennesker/<int:number>/", views.person, name="person"),
    path("mennesker/<int:number>/rolle/", views.give_role, name="give-role"),
    path("mennesker/<int:number>/rolle/<int:held>/fjern/", views.take_role, name="take-role"),
    path("mennesker/<int:number>/adgang/", views.access, name="access"),
    path("mennesker/<int:number>/adgangskode/", views.password, name="password"),
    path("mennesker/<int:number>/ekstra-sikkerhed/", views.second_factor, name="second-factor"),
    path("enheder/", views.units, name="units"),
    path("enheder/<int:number>/", views.unit, name="unit"),
]
