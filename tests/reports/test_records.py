"""What is finished, and what only looks so."""

from __future__ import annotations

import dataclasses

import pytest

from toolkit.reports.jobs import Job
from toolkit.reports.progress import Progress
from toolkit.reports.records import Run


@pytest.fixture
def job(tmp_path):
    return Job(
        "E06000026",
        "Plymouth",
        "a_report",
        "a.ipynb",
        {},
        "key",
        "data",
        ".",
        str(tmp_path / "run"),
    )


@pytest.fixture
def run(job, tmp_path):
    return Run(tmp_path / "run")


def land(run, job, status="made", **texts):
    texts = texts or {"ipynb": "a notebook", "html": "a page"}
    with run.staging(job) as staging:
        for ending, text in texts.items():
            (staging / f"{job.name}.{ending}").write_text(text, encoding="utf-8")
        run.land(job, staging, {"key": job.key, "status": status, "area": job.area_name})


def test_a_report_is_finished_when_its_record_is_there(run, job):
    assert run.finished(job) is None
    land(run, job)
    assert run.finished(job)["area"] == "Plymouth"


def test_a_report_of_other_data_is_stale(run, job):
    land(run, job)
    assert run.finished(dataclasses.replace(job, key="another")) is None


@pytest.mark.parametrize("damage", ["", "a pag", "another page"])
def test_a_document_that_is_not_what_was_written_is_made_again(run, job, damage):
    land(run, job)
    run.document(job, "a_report.html").write_text(damage, encoding="utf-8")
    assert run.finished(job) is None


def test_a_document_that_is_asked_for_and_not_there_is_made(run, job):
    land(run, job)
    assert run.finished(dataclasses.replace(job, formats=("html", "pdf"))) is None


def test_a_report_that_failed_is_not_finished(run, job):
    land(run, job, status="failed")
    assert run.finished(job) is None


def test_what_stopped_half_way_leaves_nothing_in_sight(run, job):
    def stop():
        with run.staging(job) as staging:
            (staging / "a_report.ipynb").write_text("half", encoding="utf-8")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stop()
    assert [*run.folder.iterdir()] == []


def test_a_success_takes_away_the_failure_before_it(run, job):
    land(run, job, status="failed", **{"failed.ipynb": "half"})
    assert run.document(job, "a_report.failed.ipynb").is_file()
    land(run, job)
    assert not run.document(job, "a_report.failed.ipynb").exists()


def test_the_manifest_is_gathered_from_the_records(run, job):
    land(run, job)
    land(run, dataclasses.replace(job, area="E06000014"))
    run.write_manifest()
    assert [*run.records()] == ["E06000014/a_report", "E06000026/a_report"]
    assert "E06000014/a_report" in run.fetch("manifest.json").read_text(encoding="utf-8")


def test_progress_tells_the_rate_the_time_left_and_the_slow_and_failed(job):
    now, said = [0.0], []
    progress = Progress(20, said.append, clock=lambda: now[0])
    for _ in range(9):
        now[0] += 2
        progress.add(job, {"status": "made", "record": {"seconds": 2.0}})
    progress.add(job, {"status": "made", "record": {"seconds": 9.0}})
    progress.add(job, {"status": "failed", "record": {"error": "it stopped"}})
    assert "3 of 20, 30 a minute, 34.0 s left" in said
    assert "slow: Plymouth, 9.0 s where 2.0 s is usual" in said
    assert "FAILED Plymouth: it stopped" in said
    assert progress.summary().startswith(
        "20 reports: 10 made, 0 there already, 1 failed, 9 not begun"
    )
