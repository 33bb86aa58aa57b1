"""An analyst analyses a study."""

from __future__ import annotations

import json
import traceback

import pytest
from django.test import Client
from django.urls import reverse

from virksom.errors import NotAllowed
from virksom.people.audit import Action
from virksom.people.models import AuditEvent
from virksom.study.crosscase import queries, services
from virksom.study.crosscase.errors import AnalysisIsFixed, AnalysisIsRunning, AnalysisStopped, NothingToAnalyse
from virksom.study.crosscase.models import Analysis, AnalysisState


def test_every_closed_case_is_either_analysed_or_left_out_for_one_reason(analysis):
    flow = analysis.results["full"]["flow"]
    left_out = sum(why["n"] for step in flow for why in step["left_out"])
    assert flow[0]["n"] == 120
    assert flow[0]["n"] == flow[-1]["n"] + left_out


def test_the_same_data_and_questions_give_the_same_figures_again(analysis):
    kept = Analysis.objects.get(pk=analysis.pk)
    assert json.loads(json.dumps(services.repeat(kept))) == kept.results


def test_later_codings_change_nothing_in_a_finished_analysis(analysis, coded_study, analyst):
    coded_study.cases.all().delete()
    kept = Analysis.objects.get(pk=analysis.pk)
    assert json.loads(json.dumps(services.repeat(kept))) == kept.results


def test_a_finished_analysis_cannot_be_changed(analysis):
    kept = Analysis.objects.get(pk=analysis.pk)
    kept.results = {}
    with pytest.raises(AnalysisIsFixed):
        kept.save()


def test_the_analysis_is_written_in_the_log(coded_study, analyst):
    analysis = services.begin(analyst, coded_study)
    event = AuditEvent.objects.get(action=Action.ANALYSED)
    assert (event.subject, event.subject_id, event.actor_id) == ("analysis", str(analysis.pk), str(analyst.pk))


def test_a_leader_cannot_run_an_analysis(coded_study, leader):
    with pytest.raises(NotAllowed):
        services.analyse(leader, coded_study)


def test_an_analyst_outside_the_team_cannot_run_an_analysis(coded_study, outsider):
    with pytest.raises(NotAllowed):
        services.analyse(outsider, coded_study)


def test_a_study_without_coded_cases_says_so_and_keeps_the_attempt(study, analyst):
    from virksom.study.coding.services import install_starter_codebook

    install_starter_codebook(study)
    with pytest.raises(NothingToAnalyse):
        services.analyse(analyst, study)
    assert Analysis.objects.get().state == AnalysisState.FAILED


def test_a_study_without_a_codebook_says_so(study, analyst):
    with pytest.raises(NothingToAnalyse):
        services.analyse(analyst, study)


def test_two_analyses_do_not_run_at_once(coded_study, analyst):
    services.begin(analyst, coded_study)
    with pytest.raises(AnalysisIsRunning):
        services.begin(analyst, coded_study)


def test_an_analysis_whose_process_was_killed_does_not_block_the_next(coded_study, analyst):
    from datetime import timedelta

    from django.utils import timezone

    dead = services.begin(analyst, coded_study)
    Analysis.objects.filter(pk=dead.pk).update(beat_at=timezone.now() - timedelta(hours=1))
    assert services.analyse(analyst, coded_study).is_done
    assert Analysis.objects.get(pk=dead.pk).state == AnalysisState.FAILED


@pytest.mark.django_db(transaction=True)
def test_the_button_sets_the_worker_to_work(coded_study, analyst):
    from django.core.management import call_command

    client = Client()
    client.force_login(analyst)
    client.post(reverse("crosscase:run", args=[coded_study.slug]))
    assert Analysis.objects.get().is_running
    call_command("db_worker", batch=True, verbosity=0, startup_delay=False)
    assert Analysis.objects.get().is_done


def test_no_professional_is_in_the_results(analysis):
    assert "M-" not in json.dumps(analysis.results)


def test_the_command_line_gets_flow_agreement_findings_and_sentences(analysis):
    plain = queries.plain(analysis)
    assert plain["flow"][0] == {"label": "Lukkede sager i undersøgelsen", "n": 120}
    assert {one["key"] for one in plain["findings"]} == {
        "severity",
        "duration_months",
        "alliance",
        "frame",
        "programme",
    }
    assert all("," in one["adjusted"] for one in plain["findings"])
    assert any(one["label"] == "Udfald" and one["n"] > 0 for one in plain["agreement"])
    assert not any("virker" in sentence or "effekt af" in sentence for sentence in plain["sentences"])


def test_an_unforeseen_error_is_told_without_what_it_was_about(coded_study, analyst, monkeypatch):
    def stumble(*_given, **_named):
        raise KeyError("Værdien på linjen om Olga")

    monkeypatch.setattr("virksom.study.crosscase.services.analysing.run", stumble)
    with pytest.raises(AnalysisStopped) as raised:
        services.analyse(analyst, coded_study)
    assert "Olga" not in str(raised.value)
    assert "Olga" not in "".join(traceback.format_exception(raised.value))
    assert "Olga" not in Analysis.objects.get().error
