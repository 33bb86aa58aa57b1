"""Walks the addresses of the house, so that tests can say something of every one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver


@dataclass(frozen=True)
class Address:
    """One address: its name with namespace, and its parameters."""

    name: str
    parameters: tuple[str, ...]


def every_pattern(resolver: URLResolver, namespace: str = "", before: str = "") -> Iterator[Address]:
    """Yield every address below a resolver."""
    for each in resolver.url_patterns:
        route = before + str(each.pattern)
        if isinstance(each, URLPattern):
            yield Address(f"{namespace}{each.name}", tuple(re.findall(r"<(?:\w+:)?(\w+)>", route)))
        else:
            inner = f"{namespace}{each.namespace}:" if each.namespace else namespace
            yield from every_pattern(each, inner, route)
