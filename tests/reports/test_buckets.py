"""Runs in an object store: a server of S3 on this machine."""

from __future__ import annotations

import json

import pytest

from toolkit.errors import ParameterError, ToolkitError
from toolkit.reports.buckets import BucketRun, open_run
from toolkit.reports.index import write_index
from toolkit.reports.jobs import Job, Wanted
from toolkit.reports.ordering import order_batch
from toolkit.reports.records import Run

boto3 = pytest.importorskip("boto3", reason="the extra s3 is not installed")
server = pytest.importorskip("moto.server", reason="moto is not installed")

# boto3 and moto still say what Python 3.12 warns of.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture(scope="module")
def endpoint():
    running = server.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    yield f"http://{host}:{port}"
    running.stop()


@pytest.fixture
def bucket(endpoint, monkeypatch):
    from papermill.s3 import S3

    for name, value in {
        "AWS_ENDPOINT_URL": endpoint,
        "BOTO3_ENDPOINT_URL": endpoint,
        "AWS_ACCESS_KEY_ID": "nobody",
        "AWS_SECRET_ACCESS_KEY": "nothing",
        "AWS_DEFAULT_REGION": "us-east-1",
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(S3, "s3_session", (None, None, None))
    boto3.client("s3").create_bucket(Bucket="reports")
    yield "s3://reports/run"
    everything = boto3.resource("s3").Bucket("reports")
    everything.objects.all().delete()
    everything.delete()


def job(address, key="k", formats=("html", "xlsx")):
    return Job("E06000014", "York", "small", "a.ipynb", {}, key, "d", ".", address, formats)


def land(run, one, status="made"):
    with run.staging(one) as staging:
        for name in one.documents:
            (staging / name).write_bytes(b"PK\x03\x04\x00\xff" if "xlsx" in name else b"{}")
        return run.land(one, staging, {"key": one.key, "status": status, "data": "d"})


def test_a_report_is_finished_when_its_record_and_documents_are_there(bucket):
    run, one = open_run(bucket), job(bucket)
    assert run.finished(one) is None
    assert not run.begun()
    record = land(run, one)
    assert run.finished(one) == record
    assert open_run(bucket).finished(job(bucket, key="other")) is None
    boto3.client("s3").delete_object(Bucket="reports", Key="run/E06000014/small.xlsx")
    assert run.finished(one) is None


def test_documents_of_bytes_arrive_as_they_are(bucket):
    run = open_run(bucket)
    land(run, job(bucket))
    assert run.fetch("E06000014/small.xlsx").read_bytes() == b"PK\x03\x04\x00\xff"


def test_the_manifest_gathers_records_and_remembers_the_data_of_earlier_builds(bucket):
    run = open_run(bucket)
    land(run, job(bucket))
    assert run.write_manifest({"d": {"a/b.csv": "1"}}) == f"{bucket}/manifest.json"
    run.write_manifest({"e": {"a/c.csv": "2"}})
    said = json.loads(run.fetch("manifest.json").read_text(encoding="utf-8"))
    assert said["data"] == {"d": {"a/b.csv": "1"}}
    assert [*said["reports"]] == ["E06000014/small"]
    assert write_index(run) == f"{bucket}/index.html"


def test_a_bucket_that_is_not_there_is_one_clear_error(bucket):
    with pytest.raises(ToolkitError, match="s3://nowhere/run") as refused:
        open_run("s3://nowhere/run").records()
    assert "right to read and write" in str(refused.value)


@pytest.mark.parametrize("address", ["ftp://host/run", "s3://", "abs://x/y"])
def test_other_addresses_are_refused(address):
    with pytest.raises(ParameterError, match="outputs cannot go to"):
        open_run(address)


def test_a_path_is_a_folder(tmp_path):
    assert type(open_run(str(tmp_path))) is Run
    assert issubclass(BucketRun, Run)


@pytest.mark.slow
def test_a_batch_goes_to_a_bucket_and_again_does_nothing(bucket, built_workspace):
    first, again = (
        order_batch("York", Wanted(["data_quality"]), output=bucket, workspace=built_workspace)
        for _ in range(2)
    )
    assert (first.made, again.made, again.kept) == (1, 0, 1)
    names = {one.key for one in boto3.resource("s3").Bucket("reports").objects.all()}
    assert {
        "run/index.html",
        "run/manifest.json",
        "run/E06000014/data_quality.html",
        "run/E06000014/data_quality.ipynb",
        "run/.records/E06000014/data_quality.json",
    } == names
