"""Life stories and the shared pools of the three settings, read from TOML and checked piece by piece."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from string import Formatter
from types import MappingProxyType
from typing import Any

from virksom.demo.name_lists import EITHER_ROLES, FEMALE_ROLES, MALE_ROLES
from virksom.errors import BadInput

STORIES = Path(__file__).parent / "stories"
WORDING = Path(__file__).parent / "wording.toml"
ROLES = FEMALE_ROLES | MALE_ROLES | EITHER_ROLES
NAME_SLOTS = frozenset(
    [
        "navn",
        "fuldt_navn",
        "efternavn",
        "kp",
        "kp_fuldt",
        "kollega",
        "sagsbehandler",
        "læge",
        "skole",
        "tilbud",
        "arbejdsplads",
        "forening",
        "by",
    ]
)
OTHER_SLOTS = frozenset(
    [
        "han",
        "ham",
        "hans",
        "Han",
        "Ham",
        "Hans",
        "adresse",
        "telefon",
        "mail",
        "cpr",
        "alder",
        "ugedag",
        "dato",
        "kl",
        "pårørende",
        "relation",
    ]
)
GENITIVES = NAME_SLOTS | ROLES | {"pårørende"}
LEVELS = ("light", "middle", "heavy")
TRAJECTORIES = ("good", "mixed", "poor")
CITIZENS = ("child", "young", "adult")
SETTINGS = ("family", "residential", "outreach")
ENDINGS = ("agreed", "withdrew", "moved", "grant_ended", "transferred")
ALLIANCE = tuple(f"{part}_{level}" for part in ("bond", "tasks", "goals") for level in ("low", "middle", "high"))

Pools = Mapping[str, tuple[str, ...]]


class BrokenStory(BadInput):
    """A life story does not hold what the writer of cases needs; names the file and the place."""


@dataclass(frozen=True)
class SubGoal:
    """A sub-goal with what is done for it and how it looks along the way.

    Attributes:
        start: observations from the first phase.
        middle: by trajectory (good, mixed, poor), later observations.
        end: by trajectory, the last observations.
    """

    text: str
    citizen_does: str
    staff_do: str
    signs: tuple[str, ...]
    start: tuple[str, ...]
    middle: Pools
    end: Pools


@dataclass(frozen=True)
class Story:
    """One kind of life, to be lived by many invented citizens."""

    slug: str
    title: str
    setting: str
    citizen: str
    ages: tuple[int, int]
    sexes: tuple[str, ...]
    target_group: str
    severity: tuple[int, int]
    relatives: tuple[str, ...]
    long_term_goal: str
    intervention_goal: str
    intake: Pools
    sub_goals: tuple[SubGoal, ...]
    alliance: Pools
    frame: Pools
    network: Pools
    everyday: tuple[str, ...]
    discharge: Pools


@dataclass(frozen=True)
class Setting:
    """What happens in any case of a setting, whatever the life."""

    name: str
    alliance: Pools
    frame: Pools
    network: Pools
    everyday: tuple[str, ...]
    method: Pools
    ending: Pools
    opinion: tuple[str, ...]
    copied: tuple[str, ...]
    phone: tuple[str, ...]


@dataclass(frozen=True)
class Lives:
    """All stories, the settings' pools and the wording that every record shares."""

    stories: tuple[Story, ...]
    settings: Mapping[str, Setting]
    wording: Pools

    def fitting(self, setting: str, severity: int) -> tuple[Story, ...]:
        """The setting's stories that may be this severe; the nearest where none may."""
        mine = [s for s in self.stories if s.setting == setting]
        away = {s.slug: max(s.severity[0] - severity, severity - s.severity[1], 0) for s in mine}
        nearest = min(away.values())
        return tuple(s for s in mine if away[s.slug] == nearest)


@lru_cache(maxsize=4)
def load_lives(folder: Path = STORIES) -> Lives:
    """Read and check every story and setting of a folder.

    Raises:
        BrokenStory: a file lacks something, uses an unknown slot or cannot be written in Windows-1252.
    """
    files = sorted(folder.glob("*.toml"))
    stories = tuple(_read_story(f) for f in files if not f.name.startswith("setting-"))
    settings = {name: _read_setting(folder / f"setting-{name}.toml", name) for name in SETTINGS}
    missing = [name for name in SETTINGS if not any(s.setting == name for s in stories)]
    if missing:
        raise BrokenStory(f"{folder}: der er ingen livshistorier for {', '.join(missing)}")
    wording = _load(WORDING)
    return Lives(stories, MappingProxyType(settings), _pools(wording, WORDING, "wording", tuple(wording)))


def _read_story(path: Path) -> Story:
    data = _load(path)
    try:
        story = Story(
            slug=data["slug"],
            title=data["title"],
            setting=_one_of(data["setting"], SETTINGS, path),
            citizen=_one_of(data["citizen"], CITIZENS, path),
            ages=(data["ages"][0], data["ages"][1]),
            sexes=tuple(data["sexes"]),
            target_group=data["target_group"],
            severity=(data["severity"][0], data["severity"][1]),
            relatives=tuple(_one_of(role, tuple(ROLES), path) for role in data["relatives"]),
            long_term_goal=data["long_term_goal"],
            intervention_goal=data["intervention_goal"],
            intake=_pools(data["intake"], path, "intake", LEVELS),
            sub_goals=tuple(_sub_goal(goal, path) for goal in data["sub_goal"]),
            alliance=_pools(data["alliance"], path, "alliance", ALLIANCE),
            frame=_pools(data["frame"], path, "frame", ("weak", "middle", "strong")),
            network=_pools(data["network"], path, "network", ("weak", "strong")),
            everyday=_pool(_everyday(data), path, "everyday"),
            discharge=_pools(data["discharge"], path, "discharge", ("reached", "partly", "not_reached")),
        )
    except (KeyError, IndexError, TypeError) as wrong:
        raise BrokenStory(f"{path.name}: mangler eller har forkert form: {wrong}") from wrong
    _check_pieces(data, path, GENITIVES & (NAME_SLOTS | set(story.relatives)) | OTHER_SLOTS - {"pårørende", "relation"})
    return story


def _sub_goal(data: Mapping[str, Any], path: Path) -> SubGoal:
    return SubGoal(
        text=data["text"],
        citizen_does=data["citizen_does"],
        staff_do=data["staff_do"],
        signs=tuple(data["signs"]),
        start=_pool(data["start"], path, "sub_goal.start"),
        middle={t: _pool(data[t]["middle"], path, f"sub_goal.{t}.middle") for t in TRAJECTORIES},
        end={t: _pool(data[t]["end"], path, f"sub_goal.{t}.end") for t in TRAJECTORIES},
    )


def _read_setting(path: Path, name: str) -> Setting:
    data = _load(path)
    try:
        setting = Setting(
            name=name,
            alliance=_pools(data["alliance"], path, "alliance", ALLIANCE),
            frame=_pools(data["frame"], path, "frame", ("weak", "middle", "strong")),
            network=_pools(data["network"], path, "network", ("weak", "strong")),
            everyday=_pool(_everyday(data), path, "everyday"),
            method=_pools(data["method"], path, "method", ("programme", "network", "talks", "practical")),
            ending=_pools(data["ending"], path, "ending", ENDINGS),
            opinion=_pool(data["opinion"]["texts"], path, "opinion"),
            copied=_pool(data["copied"]["texts"], path, "copied"),
            phone=_pool(data["phone"]["texts"], path, "phone"),
        )
    except (KeyError, TypeError) as wrong:
        raise BrokenStory(f"{path.name}: mangler eller har forkert form: {wrong}") from wrong
    _check_pieces(data, path, NAME_SLOTS | OTHER_SLOTS)
    return setting


def _everyday(data: Mapping[str, Any]) -> Any:
    """In TOML, a list written below a section's heading belongs to that section, wherever its author meant it to be."""
    sections = [data, *(part for part in data.values() if isinstance(part, dict))]
    found = next((part["everyday"] for part in sections if "everyday" in part), None)
    return found["texts"] if isinstance(found, dict) else found


def _load(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        raise BrokenStory(f"{path.name}: kan ikke læses: {wrong}") from wrong


def _pools(data: Mapping[str, Any], path: Path, name: str, keys: tuple[str, ...]) -> Pools:
    return MappingProxyType({key: _pool(data[key], path, f"{name}.{key}") for key in keys})


def _pool(pieces: Any, path: Path, name: str) -> tuple[str, ...]:
    if not isinstance(pieces, list) or not pieces or not all(isinstance(p, str) and p.strip() for p in pieces):
        raise BrokenStory(f"{path.name}: {name} skal være en liste med mindst ét stykke tekst")
    return tuple(p if "\n\n" in p else " ".join(p.split()) for p in pieces)


def _one_of(value: Any, allowed: tuple[str, ...], path: Path) -> str:
    if value not in allowed:
        raise BrokenStory(f"{path.name}: “{value}” er ikke blandt {', '.join(sorted(allowed))}")
    return str(value)


def _check_pieces(data: Any, path: Path, slots: frozenset[str] | set[str]) -> None:
    """Every slot must be one the writer fills, and every letter one that the oldest export can carry."""
    for piece in _strings(data):
        try:
            used = {slot for _, slot, _, _ in Formatter().parse(piece) if slot is not None}
            piece.encode("cp1252")
        except ValueError as wrong:
            raise BrokenStory(f"{path.name}: {wrong}: {piece[:60]}") from wrong
        unknown = {
            s for s in used if s.removesuffix(".s") not in slots or (s.endswith(".s") and s[:-2] not in GENITIVES)
        }
        if unknown:
            raise BrokenStory(f"{path.name}: ukendt felt {', '.join(sorted(unknown))}: {piece[:60]}")


def _strings(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from _strings(value)
    elif isinstance(data, list):
        for value in data:
            yield from _strings(value)
