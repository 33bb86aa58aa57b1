from pathlib import Path

import pytest

from virksom.text import Kind, find_identifiers


def people(text: str) -> list[str]:
    return [text[i.start : i.end] for i in find_identifiers(text) if i.kind is Kind.PERSON]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Hans mor Lone kom.", ["Lone"]),
        ("Sagsbehandler Pia K. ringede.", ["Pia K"]),
        ("Per siger nej.", ["Per"]),
        ("Per Storm kom.", ["Per Storm"]),
        ("Vi talte med Storm og Bo.", ["Storm", "Bo"]),
        ("Storm og regn hele dagen.", []),
        ("Til mødet kom Lone.", ["Lone"]),
        ("Hans Otto Bisgaard kom.", ["Hans Otto Bisgaard"]),
        ("Hans Lone er sød.", ["Hans Lone"]),
        ("Familien Xhoxhaj er flyttet.", ["Xhoxhaj"]),
        ("Hun hedder Qwertia.", ["Qwertia"]),
        ("Lise af Rosenkrands kom.", ["Lise af Rosenkrands"]),
        ("Frederikke von der Ahe-Holm kom.", ["Frederikke von der Ahe-Holm"]),
        ("J. P. Clausen og H.C. Andersen", ["J. P. Clausen", "H.C. Andersen"]),
        ("Bech-Nielsen kom.", ["Bech-Nielsen"]),
        ("Mette-Marie kom.", ["Mette-Marie"]),
        ("LONE HANSEN kom.", ["LONE HANSEN"]),
        ("Vi så på Jenses planer med Karlas'.", ["Jenses", "Karlas'"]),
        ("Ledelsen, kongressen og kassen", []),
        ("Mandag den 3. Maj i Danmark", []),
        ("Xhelal Berisha kom. Xhelal gik.", ["Xhelal Berisha", "Xhelal"]),
        ("min bror kasper slog mig", ["kasper"]),
        ("kasper siger at det er ok", ["kasper"]),
        ("Augusts far kom.", ["Augusts"]),
        ("hej mads jeg er syg. hilsen sara", ["mads", "sara"]),
        ("sagsbehandler lone jensen ringede", ["lone jensen"]),
        ("min ven kasper kommer", ["kasper"]),
        ("Jeg drak café med O'Brien.", ["O'Brien"]),
        ("Region Midtjylland og Jobcenter Vejle", []),
        ("BUP, PPR og SSP deltog.", []),
        ("Lone Larsen Vejle", ["Lone Larsen"]),
        ("Hun tager Concerta og spiller Fortnite.", []),
    ],
)
def test_context_decides(text, names):
    assert people(text) == names


@pytest.mark.real_data
def test_newspaper_danish_reaches_the_goal():
    data = Path(__file__).parents[5] / "shared" / "data" / "ner" / "da_ddt-ud-dev.iob2"
    if not data.exists():
        pytest.skip("../shared/data is not here")
    import importlib.util

    spec = importlib.util.spec_from_file_location("ner_quality", Path(__file__).parents[4] / "bench" / "ner_quality.py")
    bench = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(bench)
    recall, precision, *_ = bench.measure(data)
    assert recall >= 0.85
    assert precision >= 0.60


@pytest.mark.real_data
def test_the_shipped_lists_are_what_the_compiler_makes_of_the_registers():
    data = Path(__file__).parents[5] / "shared" / "data"
    if not data.exists():
        pytest.skip("../shared/data is not here")
    import importlib.util
    import lzma

    spec = importlib.util.spec_from_file_location(
        "compile_names", Path(__file__).parents[4] / "tools" / "compile_names.py"
    )
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    assert lzma.decompress(tool.TARGET.read_bytes()).decode() == tool.compiled(
        data / "names", data / "ner" / "da_ddt-ud-train.iob2"
    )
