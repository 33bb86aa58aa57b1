"""Log-in, second factor and password: the parts of allauth that this house uses, and no others.

There is no sign-up and no mail: accounts are made, and lost passwords replaced, by the organisation's administrator.
"""

from __future__ import annotations

from allauth.account import views
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("lukket/", views.account_inactive, name="account_inactive"),
    path("opret/", views.signup, name="account_signup"),
    path("bekraeft/", views.reauthenticate, name="account_reauthenticate"),
    path("adgangskode/", views.password_change, name="account_change_password"),
    path("2fa/", include("allauth.mfa.urls")),
]
