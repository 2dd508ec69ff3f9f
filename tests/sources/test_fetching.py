"""Fetching, against a real server on this machine that fails in every way that servers do."""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
import ssl
import subprocess
import sys
import threading

import pytest
from click.testing import CliRunner
from pytest_httpserver import HTTPServer
from werkzeug import Response

from toolkit.catalogue.publishers import Fetch, Pages, load_sources
from toolkit.cli import main
from toolkit.errors import ParameterError, SourceError
from toolkit.sources.connection import Connection, Limits, public_url
from toolkit.sources.downloading import Downloader
from toolkit.sources.fetching import fetch
from toolkit.sources.inventory import choose_sources, tell_held
from toolkit.sources.paging import download_pages

HEADER = "Year,Series,Units,Local Authority,Deprivation decile,Unit multiplier,Unit measure,GeoCode,Value\n"
TABLE = HEADER + "".join(
    f"{year}/{year % 100 + 1},Alcohol - People in treatment,Number,{name},,Units,Number,{code},{value}\n"
    for year in (2014, 2015, 2016, 2017)
    for name, code, value in (("Plymouth", "E06000026", 412), ("York", "E06000014", 303))
)
BODY = TABLE.encode()
NEWER = BODY + TABLE.splitlines()[-1].replace("2017/18", "2018/19").encode() + b"\n"
HTML = b"<!doctype html><html><head><title>Sorry</title></head><body>Back soon</body></html>"
QUICK = Limits(
    connect_seconds=2,
    read_seconds=0.3,
    stall_seconds=0.1,
    stall_bytes=1000,
    attempts=3,
    back_off_seconds=0.01,
    longest_wait_seconds=0.05,
    redirects=3,
    size=100_000,
)


@pytest.fixture(scope="module")
def running():
    with HTTPServer(host="127.0.0.1", threaded=True) as server:
        yield server


@pytest.fixture
def server(running, monkeypatch):
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    running.clear()
    yield running
    running.check()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate that no machine trusts."""
    openssl = shutil.which("openssl")
    if not openssl:
        pytest.skip("openssl, which makes the test's certificate, is not on this machine")
    folder = tmp_path_factory.mktemp("tls")
    asked = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1"
    asked += " -addext subjectAltName=IP:127.0.0.1 -keyout key.pem -out certificate.pem"
    subprocess.run([openssl, *asked.split()], cwd=folder, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def secure(certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "certificate.pem", certificate / "key.pem")
    with HTTPServer(host="127.0.0.1", ssl_context=context, threaded=True) as running:
        yield running


@pytest.fixture
def over():
    """Set when the test is over, so that a server that hangs may go home."""
    event = threading.Event()
    yield event
    event.set()


@pytest.fixture
def downloader():
    connection = Connection(QUICK)
    yield Downloader(connection, threading.Event())
    connection.close()


def source_at(server, path="/table.csv", name="ons_sdg_alcohol", **fields):
    return load_sources()[name].model_copy(
        update={
            "fetch": Fetch(
                base=server.url_for("/").rstrip("/"),
                files={"table.csv": path},
                known_from="the test",
                tried_live=False,
                **fields,
            )
        }
    )


def answer(server, *responses, path="/table.csv"):
    """Give one answer after another, the last one for ever, and note what was asked."""
    asked = []

    def respond(request):
        asked.append(request)
        made = responses[min(len(asked), len(responses)) - 1]
        return made(request) if callable(made) and not isinstance(made, Response) else made

    server.expect_request(path).respond_with_handler(respond)
    return asked


def refused(server, store, **fields):
    """Fetch what is to fail, and see that nothing of it is left."""
    before = snapshot(store.workspace.root)
    done, failed = fetch([source_at(server, **fields)], store, limits=QUICK)
    assert not done
    assert snapshot(store.workspace.root) == before
    [error] = failed
    assert server.url_for("/table.csv") in str(error)
    assert "What to do: " in str(error)
    return str(error)


def snapshot(folder):
    return {
        path: path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".partial" not in path.parts
    }


def held_at(store):
    folder = store.workspace.raw / "ons_sdg_alcohol"
    return sorted(path for path in folder.glob("*.csv"))


def sidecar_of(path):
    return json.loads(path.with_name(f"{path.name}.json").read_text(encoding="utf-8"))


def ok(body=BODY, **headers):
    return Response(body, headers={name.replace("_", "-"): text for name, text in headers.items()})


class TestWhatComes:
    def test_is_held_as_it_came_with_where_and_when(self, server, store):
        answer(server, ok(ETag='"a1"', Last_Modified="Mon, 05 Oct 2026 09:30:00 GMT"))
        [fetched], failed = fetch([source_at(server)], store, limits=QUICK)
        assert not failed
        assert fetched.new
        assert fetched.path.name == "table.csv"
        assert fetched.path.read_bytes() == BODY
        said = sidecar_of(fetched.path)
        assert said["url"] == server.url_for("/table.csv")
        assert said["etag"] == '"a1"'
        assert said["last_modified"] == "Mon, 05 Oct 2026 09:30:00 GMT"
        assert said["sha256"] == hashlib.sha256(BODY).hexdigest()
        assert said["retrieved"]
        assert said["checked"]
        assert said["licence"] == "Open Government Licence v3.0"
        assert "8 figures, 2 areas" in str(fetched)

    def test_leaves_no_part_behind(self, server, store):
        answer(server, ok())
        fetch([source_at(server)], store, limits=QUICK)
        left = {path.name for path in (store.workspace.raw / "ons_sdg_alcohol").rglob("*")}
        assert left == {"table.csv", "table.csv.json", ".partial", ".lock"}

    def test_may_be_packed(self, server, store):
        asked = answer(server, ok(gzip.compress(BODY), Content_Encoding="gzip"))
        [fetched], _ = fetch([source_at(server)], store, limits=QUICK)
        assert asked[0].headers["Accept-Encoding"] == "gzip"
        assert fetched.path.read_bytes() == BODY

    def test_is_asked_for_by_name_and_version_of_the_project(self, server, store):
        asked = answer(server, ok())
        fetch([source_at(server)], store, limits=QUICK)
        assert asked[0].headers["User-Agent"].startswith("partnership-toolkit/")

    def test_comes_from_where_the_server_sends_on(self, server, store):
        answer(server, Response(status=302, headers={"Location": "/moved.csv"}))
        answer(server, ok(), path="/moved.csv")
        [fetched], _ = fetch([source_at(server)], store, limits=QUICK)
        assert fetched.url == server.url_for("/table.csv")
        assert fetched.path.read_bytes() == BODY


class TestWhatIsHeldAlready:
    def test_is_not_fetched_again_while_the_server_says_304(self, server, store):
        asked = answer(
            server,
            ok(ETag='W/"a1"', Last_Modified="Mon, 05 Oct 2026 09:30:00 GMT"),
            Response(status=304),
        )
        [first], _ = fetch([source_at(server)], store, limits=QUICK)
        [again], failed = fetch([source_at(server)], store, limits=QUICK)
        assert not failed
        assert asked[1].headers["If-None-Match"] == 'W/"a1"'
        assert asked[1].headers["If-Modified-Since"] == "Mon, 05 Oct 2026 09:30:00 GMT"
        assert again.path == first.path
        assert not again.new
        assert "unchanged at the publisher" in str(again)

    def test_is_not_kept_twice_where_the_server_knows_no_304(self, server, store):
        answer(server, ok())
        fetch([source_at(server)], store, limits=QUICK)
        [again], _ = fetch([source_at(server)], store, limits=QUICK)
        assert not again.new
        assert len(held_at(store)) == 1

    def test_takes_the_servers_facts_when_it_was_imported_by_hand(self, server, store, tmp_path):
        from toolkit.sources.importing import import_file

        (tmp_path / "by_hand.csv").write_bytes(BODY)
        by_hand = import_file(tmp_path / "by_hand.csv", store)
        asked = answer(server, ok(ETag='"a1"'), Response(status=304))
        fetch([source_at(server)], store, limits=QUICK)
        fetch([source_at(server)], store, limits=QUICK)
        assert sidecar_of(by_hand.path)["url"] == server.url_for("/table.csv")
        assert asked[1].headers["If-None-Match"] == '"a1"'

    def test_is_fetched_anew_when_it_was_changed_on_this_machine(self, server, store):
        asked = answer(server, ok(ETag='"a1"'))
        [first], _ = fetch([source_at(server)], store, limits=QUICK)
        first.path.write_bytes(b"edited")
        [again], _ = fetch([source_at(server)], store, limits=QUICK)
        assert "If-None-Match" not in asked[1].headers
        assert again.path.read_bytes() == BODY

    def test_gives_way_to_a_newer_file_and_stays_on_the_disk(self, server, store):
        answer(server, ok(ETag='"a1"'), ok(NEWER, ETag='"a2"'))
        [first], _ = fetch([source_at(server)], store, limits=QUICK)
        [second], _ = fetch([source_at(server)], store, limits=QUICK)
        assert second.new
        assert first.path.read_bytes() == BODY
        assert second.path.read_bytes() == NEWER
        assert sidecar_of(first.path)["superseded_by"] == second.path.name
        told = tell_held(["ons_sdg_alcohol"], store.workspace.raw)
        assert "1 file held" in told
        assert second.path.name in told


class TestFaults:
    @pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
    def test_a_server_that_is_busy_is_tried_again(self, server, store, status):
        busy = Response(status=status, headers={"Retry-After": "0"})
        asked = answer(server, busy, ok())
        [fetched], failed = fetch([source_at(server)], store, limits=QUICK)
        assert not failed
        assert len(asked) == 2
        assert fetched.path.read_bytes() == BODY

    def test_a_server_that_stays_busy_is_given_up(self, server, store):
        asked = answer(server, Response(status=503, headers={"Retry-After": "86400"}))
        assert "503 Service Unavailable in all of 3 tries" in refused(server, store)
        assert len(asked) == 3

    def test_a_file_that_is_gone_is_not_tried_again(self, server, store):
        asked = answer(server, Response(status=404))
        message = refused(server, store)
        assert "404 Not Found" in message
        assert "new address" in message
        assert len(asked) == 1

    def test_a_body_cut_short_is_refused(self, server, store):
        answer(server, lambda request: ok(iter([BODY[:300]]), Content_Length=str(len(BODY))))
        assert f"broke off after 300 of {len(BODY):,} bytes" in refused(server, store)

    def test_a_chunked_body_cut_short_is_refused(self, server, store):
        def fail(request):
            def pieces():
                yield BODY[:300]
                raise ConnectionResetError

            return ok(pieces())

        answer(server, fail)
        assert "broke off after 300 bytes" in refused(server, store)

    def test_a_packed_body_cut_short_is_refused(self, server, store):
        packed = gzip.compress(BODY)[:-20]
        answer(server, ok(packed, Content_Encoding="gzip"))
        assert "packed body is cut short" in refused(server, store)

    def test_a_packed_body_that_is_damaged_is_refused(self, server, store):
        answer(server, ok(b"no gzip at all", Content_Encoding="gzip"))
        assert "packed body is damaged" in refused(server, store)

    def test_a_packing_that_was_not_asked_for_is_refused(self, server, store):
        answer(server, ok(BODY, Content_Encoding="br"))
        assert "packed as br" in refused(server, store)

    def test_a_length_that_is_too_great_is_refused(self, server, store):
        answer(server, lambda request: ok(iter([BODY]), Content_Length=str(len(BODY) + 1)))
        assert f"after {len(BODY)} of {len(BODY) + 1} bytes" in refused(server, store)

    def test_a_length_that_is_too_small_cuts_a_row_and_is_refused(self, server, store):
        answer(server, lambda request: ok(iter([BODY]), Content_Length=str(len(BODY) - 30)))
        assert "table.csv" in refused(server, store)

    def test_a_redirect_loop_is_left(self, server, store):
        asked = answer(server, Response(status=302, headers={"Location": "/table.csv"}))
        assert "in circles" in refused(server, store)
        assert len(asked) == QUICK.redirects + 1

    def test_a_connection_that_stalls_is_left(self, server, store, over):
        def stall(request):
            def pieces():
                yield BODY[:100]
                over.wait(10)

            return ok(pieces(), Content_Length=str(len(BODY)))

        asked = answer(server, stall)
        assert f"broke off after 100 of {len(BODY):,} bytes" in refused(server, store)
        assert len(asked) == QUICK.attempts

    def test_a_server_that_never_answers_is_left(self, server, store, over):
        answer(server, lambda request: over.wait(10) and ok())
        assert "127.0.0.1 did not answer in time" in refused(server, store)

    def test_a_body_that_only_trickles_is_left(self, server, store, over):
        def trickle(request):
            return ok((b"x" for _ in range(10_000) if not over.wait(0.02)), Content_Length="10000")

        answer(server, trickle)
        assert "all but stopped" in refused(server, store)

    def test_a_page_in_place_of_data_is_refused(self, server, store):
        answer(server, ok(HTML, Content_Type="text/csv"))
        message = refused(server, store)
        assert "expected Sustainable Development Goal indicator 3.5.1" in message
        assert "found: the file is an HTML page" in message
        assert ".partial" not in message

    def test_nothing_in_place_of_data_is_refused(self, server, store):
        answer(server, ok(b""))
        assert "the file is empty" in refused(server, store)

    def test_the_file_of_another_source_is_refused(self, server, store):
        answer(server, ok())
        message = refused(server, store, name="ons_drug_poisoning_by_la")
        assert "expected a file of ons_drug_poisoning_by_la" in message

    def test_a_gzip_bomb_is_refused_before_it_goes_off(self, server, store):
        bomb = gzip.compress(bytes(50_000_000))
        answer(server, ok(bomb, Content_Encoding="gzip"))
        assert "at most 100,000 bytes" in refused(server, store)

    def test_a_gzip_bomb_is_told_by_how_far_it_unpacks(self, server, tmp_path):
        answer(server, ok(gzip.compress(bytes(50_000_000)), Content_Encoding="gzip"))
        connection = Connection(Limits())
        with pytest.raises(SourceError, match="expected figures, which do not pack so small"):
            Downloader(connection, threading.Event()).download(
                server.url_for("/table.csv"), tmp_path / "table.csv"
            )
        connection.close()
        assert not list(tmp_path.iterdir())

    @pytest.mark.parametrize("length", [{"Content_Length": "100001"}, {}])
    def test_a_file_beyond_the_limit_is_refused(self, server, store, length):
        answer(server, lambda request: ok((b"x" * 1000 for _ in range(101)), **length))
        assert "expected at most 100,000 bytes" in refused(server, store)

    def test_a_server_that_is_not_there_is_named(self, server, store):
        nowhere = source_at(server).fetch.model_copy(update={"base": "http://127.0.0.1:9"})
        source = load_sources()["ons_sdg_alcohol"].model_copy(update={"fetch": nowhere})
        _, [error] = fetch([source], store, limits=QUICK)
        assert "http://127.0.0.1:9/table.csv" in str(error)
        assert "no connection to 127.0.0.1" in str(error)
        assert "--offline" in error.hint

    def test_one_source_that_fails_keeps_no_other_out(self, server, store):
        answer(server, Response(status=404), path="/gone.csv")
        answer(server, ok())
        done, failed = fetch(
            [
                source_at(server, path="/gone.csv", name="ohid_alcohol_dependence"),
                source_at(server),
            ],
            store,
            limits=QUICK,
        )
        assert [fetched.path.name for fetched in done] == ["table.csv"]
        [error] = failed
        assert error.summary.startswith("ohid_alcohol_dependence: not fetched: 1 of 1 file")

    def test_one_file_that_fails_keeps_no_other_out(self, server, store):
        answer(server, ok(), path="/2018")
        answer(server, Response(status=404), path="/2019")
        source = source_at(server)
        both = source.fetch.model_copy(
            update={"files": {"{year}.csv": "/{year}"}, "parameters": {"year": ("2018", "2019")}}
        )
        done, failed = fetch([source.model_copy(update={"fetch": both})], store, limits=QUICK)
        assert [fetched.path.name for fetched in done] == ["2018.csv"]
        assert "1 of 2 files" in failed[0].summary


class TestWhatBrokeOff:
    @staticmethod
    def by_range(request):
        """Serve the rest of the file, as a server with ranges does."""
        start = int(request.headers["Range"].removeprefix("bytes=").rstrip("-"))
        return Response(
            BODY[start:],
            status=206,
            headers={
                "ETag": '"a1"',
                "Content-Range": f"bytes {start}-{len(BODY) - 1}/{len(BODY)}",
            },
        )

    @staticmethod
    def cut(request):
        return ok(iter([BODY[:300]]), Content_Length=str(len(BODY)), ETag='"a1"')

    def test_goes_on_from_there(self, server, store):
        asked = answer(server, self.cut, self.by_range)
        [fetched], failed = fetch([source_at(server)], store, limits=QUICK)
        assert not failed
        assert asked[1].headers["Range"] == "bytes=300-"
        assert asked[1].headers["If-Range"] == '"a1"'
        assert fetched.path.read_bytes() == BODY

    def test_goes_on_from_there_the_next_time(self, server, store):
        asked = answer(server, self.cut, *[Response(status=500)] * 3, self.by_range)
        _, failed = fetch([source_at(server)], store, limits=QUICK)
        assert failed
        [fetched], failed = fetch([source_at(server)], store, limits=QUICK)
        assert not failed
        assert asked[-1].headers["Range"] == "bytes=300-"
        assert fetched.path.read_bytes() == BODY

    def test_starts_anew_where_the_file_has_changed(self, server, store):
        answer(server, self.cut, ok(NEWER, ETag='"a2"'))
        [fetched], _ = fetch([source_at(server)], store, limits=QUICK)
        assert fetched.path.read_bytes() == NEWER
        assert sidecar_of(fetched.path)["etag"] == '"a2"'

    def test_starts_anew_where_nothing_tells_one_version_from_another(self, server, store):
        cut = ok(iter([BODY[:300]]), Content_Length=str(len(BODY)))
        asked = answer(server, cut, ok())
        [fetched], _ = fetch([source_at(server)], store, limits=QUICK)
        assert "Range" not in asked[1].headers
        assert fetched.path.read_bytes() == BODY

    @pytest.mark.parametrize(
        "wrong",
        [
            Response(status=416),
            Response(BODY[10:], status=206, headers={"Content-Range": "bytes 10-99/100"}),
            Response(BODY[300:], status=206, headers={"Content-Range": "bytes 300-9999/10000"}),
            Response(
                BODY[300:],
                status=206,
                headers={
                    "Content-Range": f"bytes 300-{len(BODY) - 1}/{len(BODY)}",
                    "ETag": '"a2"',
                },
            ),
        ],
        ids=["no such range", "another range", "another length", "another version"],
    )
    def test_starts_anew_where_the_rest_does_not_fit(self, server, store, wrong):
        answer(server, self.cut, wrong, ok())
        [fetched], failed = fetch([source_at(server)], store, limits=QUICK)
        assert not failed
        assert fetched.path.read_bytes() == BODY


class TestWhatIsStopped:
    def test_ends_at_the_next_piece_and_keeps_what_has_come(self, server, tmp_path):
        stop = threading.Event()

        def pieces():
            yield BODY[:300]
            stop.set()
            yield BODY[300:]

        asked = answer(server, lambda request: ok(pieces(), ETag='"a1"'))
        connection = Connection(QUICK)
        with pytest.raises(SourceError, match="fetching was stopped"):
            Downloader(connection, stop).download(
                server.url_for("/table.csv"), tmp_path / "table.csv"
            )
        connection.close()
        assert len(asked) == 1
        assert BODY.startswith((tmp_path / "table.csv.part").read_bytes())
        assert not (tmp_path / "table.csv").exists()


class TestPages:
    PAGES = Pages(limit="RecordLimit", offset="RecordOffset", rows=3, total="RECORD_COUNT")

    def serve(self, server, rows, *, count=None, most=3):
        def respond(request):
            first = int(request.args["RecordOffset"])
            lines = [f"{row},{count or len(rows)}" for row in rows[first : first + most]]
            return ok("\r\n".join(["VALUE,RECORD_COUNT", *lines]).encode())

        return answer(server, respond, path="/nomis.csv")

    def get(self, server, downloader, tmp_path):
        target = tmp_path / "parts" / "nomis.csv"
        download_pages(downloader, server.url_for("/nomis.csv?date=latest"), target, self.PAGES)
        assert [path.name for path in target.parent.iterdir()] == ["nomis.csv"]
        return target.read_bytes().replace(b"\r\n", b"\n")

    @pytest.mark.parametrize("rows", [1, 3, 4, 6, 7])
    def test_become_one_table(self, server, downloader, tmp_path, rows):
        asked = self.serve(server, list(range(rows)))
        whole = self.get(server, downloader, tmp_path)
        assert whole.decode().split() == [
            "VALUE,RECORD_COUNT",
            *(f"{row},{rows}" for row in range(rows)),
        ]
        assert asked[0].args["date"] == "latest"
        assert len(asked) == -(-rows // 3)

    def test_of_population_are_held_as_one_file(self, server, store):
        rows = [
            f'"{year}","{name}","{code}","Total","Age {age}","Value",{1000 + age},"Normal Value",8'
            for year in (2023, 2024)
            for name, code in (("Plymouth", "E06000026"), ("York", "E06000014"))
            for age in (0, 1)
        ]
        header = "DATE_NAME,GEOGRAPHY_NAME,GEOGRAPHY_CODE,GENDER_NAME,C_AGE_NAME,MEASURES_NAME,"

        def respond(request):
            first = int(request.args["RecordOffset"])
            lines = [f"{header}OBS_VALUE,OBS_STATUS_NAME,RECORD_COUNT", *rows[first : first + 3]]
            return ok("\n".join(lines).encode())

        asked = answer(server, respond)
        source = source_at(
            server, "/table.csv?date=latest", name="nomis_population", pages=self.PAGES
        )
        [fetched], failed = fetch([source], store, limits=QUICK)
        assert not failed
        assert len(asked) == 3
        assert fetched.imported.summary.figures == 8
        assert fetched.url == server.url_for("/table.csv?date=latest")

    def test_that_are_shorter_than_agreed_are_refused(self, server, downloader, tmp_path):
        self.serve(server, list(range(7)), most=2)
        with pytest.raises(SourceError, match="expected 3 rows, found: 2 rows"):
            self.get(server, downloader, tmp_path)

    def test_that_end_too_early_are_refused(self, server, downloader, tmp_path):
        self.serve(server, list(range(5)), count=9)
        with pytest.raises(SourceError, match="expected 3 rows, found: 2 rows"):
            self.get(server, downloader, tmp_path)

    def test_without_rows_are_refused(self, server, downloader, tmp_path):
        self.serve(server, [])
        with pytest.raises(SourceError, match="no count in a column RECORD_COUNT"):
            self.get(server, downloader, tmp_path)

    def test_that_are_no_table_are_refused(self, server, downloader, tmp_path):
        answer(server, ok(HTML), path="/nomis.csv")
        with pytest.raises(SourceError, match="found: the file is an HTML page"):
            self.get(server, downloader, tmp_path)


class TestSecrets:
    def test_are_in_no_address_that_is_shown(self):
        assert (
            public_url(
                "https://me:word@example.org/a?uri=/x/y.csv&uid=0x1&Api_Key=2&X-Amz-Signature=3&sig=4#f"
            )
            == "https://example.org/a?uri=/x/y.csv"
        )

    def test_are_in_no_sidecar(self, server, store):
        answer(server, ok())
        [fetched], _ = fetch(
            [source_at(server, path="/table.csv?uid=0xSECRET&a=1")], store, limits=QUICK
        )
        assert sidecar_of(fetched.path)["url"] == server.url_for("/table.csv?a=1")
        assert not any(b"SECRET" in content for content in snapshot(store.workspace.raw).values())

    @pytest.mark.parametrize("status", [404, 503])
    def test_are_in_no_message_of_a_server_that_fails(self, server, store, status):
        answer(server, Response(status=status))
        assert "SECRET" not in refused(server, store, path="/table.csv?uid=0xSECRET")

    def test_are_in_no_message_of_a_proxy_that_fails(self, server, store, monkeypatch):
        monkeypatch.setenv("HTTP_PROXY", "http://me:SECRET@127.0.0.1:9")
        monkeypatch.setenv("NO_PROXY", "")
        message = refused(server, store)
        assert "proxy" in message
        assert "SECRET" not in message


class TestTheWayThere:
    def test_leads_through_the_proxy_of_the_environment(
        self, server, downloader, tmp_path, monkeypatch
    ):
        asked = answer(server, ok())
        monkeypatch.setenv("HTTP_PROXY", f"http://me:word@127.0.0.1:{server.port}")
        monkeypatch.setenv("NO_PROXY", "")
        downloader.download("http://publisher.example/table.csv", tmp_path / "table.csv")
        assert (tmp_path / "table.csv").read_bytes() == BODY
        assert asked[0].host == "publisher.example"
        assert asked[0].headers["Proxy-Authorization"].startswith("Basic ")

    def test_ends_at_a_certificate_that_is_not_trusted(self, server, secure, store):
        secure.clear()
        asked = answer(secure, ok())
        message = refused(secure, store)
        assert "the certificate of 127.0.0.1 is not trusted here" in message
        assert "certificate authority" in message
        assert not asked

    def test_is_open_to_a_councils_own_authority(
        self, server, secure, store, certificate, monkeypatch
    ):
        secure.clear()
        answer(secure, ok())
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate / "certificate.pem"))
        [fetched], failed = fetch([source_at(secure)], store, limits=QUICK)
        assert not failed
        assert fetched.path.read_bytes() == BODY

    def test_is_never_without_encryption_once_it_had_it(
        self, server, secure, store, certificate, monkeypatch
    ):
        secure.clear()
        asked = answer(server, ok())
        plain = server.url_for("/table.csv")
        answer(secure, Response(status=302, headers={"Location": plain}))
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate / "certificate.pem"))
        assert "which is not encrypted" in refused(secure, store)
        assert not asked


class TestPoliteness:
    def test_a_host_is_asked_one_thing_at_a_time(self, server, store):
        busy, most = [], []

        def respond(request):
            busy.append(request)
            most.append(len(busy))
            threading.Event().wait(0.02)
            busy.pop()
            return ok()

        server.expect_request("/2018").respond_with_handler(respond)
        server.expect_request("/2019").respond_with_handler(respond)
        source = source_at(server)
        fetch(
            [
                source.model_copy(
                    update={"fetch": source.fetch.model_copy(update={"files": {"t.csv": path}})}
                )
                for path in ("/2018", "/2019")
            ],
            store,
            limits=QUICK,
        )
        assert most == [1, 1]

    def test_two_fetches_of_one_source_do_not_meet(self, server, store):
        from filelock import FileLock

        answer(server, ok())
        partial = store.workspace.raw / "ons_sdg_alcohol" / ".partial"
        partial.mkdir(parents=True)
        with FileLock(partial / ".lock"):
            _, [error] = fetch([source_at(server)], store, limits=QUICK)
        assert "another `toolkit fetch` is at it" in str(error)


class TestOffline:
    def test_no_socket_is_opened(self, workspace):
        program = """
import socket
opened = []
class Watched(socket.socket):
    def __init__(self, *args, **kwargs):
        opened.append(args)
        super().__init__(*args, **kwargs)
socket.socket = Watched
from toolkit.cli import main
main(["fetch", "--offline", "--all"], standalone_mode=False)
print("sockets:", opened)
"""
        run = subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=True,
        )
        assert "plymouth_annual_report_2024_25.csv" in run.stdout
        assert run.stdout.strip().endswith("sockets: []")

    def test_it_says_what_is_held_and_since_when(self, server, store):
        answer(server, ok())
        [fetched], _ = fetch([source_at(server)], store, limits=QUICK)
        told = CliRunner().invoke(main, ["fetch", "ons_sdg_alcohol", "--offline"])
        assert told.exit_code == 0
        said = sidecar_of(fetched.path)
        assert told.output.splitlines() == [
            "ons_sdg_alcohol: 1 file held",
            f"  table.csv: retrieved {said['retrieved']}, checked {said['checked']}, "
            f"sha256 {said['sha256']}",
        ]


class TestTheCommand:
    def test_fetches_and_builds(self, server, store, monkeypatch):
        answer(server, ok())
        source = source_at(server)
        monkeypatch.setattr("toolkit.sources.inventory.load_sources", lambda: {source.id: source})
        ran = CliRunner().invoke(main, ["fetch", "--all"])
        assert ran.exit_code == 0, ran.output
        assert f"from {server.url_for('/table.csv')}" in ran.output
        assert f"fetching {source.id}, file 1 of 1" in ran.stderr
        assert not store.observations(source=source.id).empty

    def test_ends_with_an_error_where_a_source_failed(self, server, store, monkeypatch):
        answer(server, Response(status=404))
        source = source_at(server)
        monkeypatch.setattr("toolkit.sources.inventory.load_sources", lambda: {source.id: source})
        ran = CliRunner().invoke(main, ["fetch", source.id])
        assert ran.exit_code == 1
        assert "1 of 1 source;" in ran.output
        assert "404 Not Found" in ran.output

    def test_wants_a_source_or_all(self):
        with pytest.raises(ParameterError, match="no source is named"):
            choose_sources([])

    def test_suggests_the_near_source(self):
        with pytest.raises(ParameterError, match="did you mean ons_sdg_alcohol"):
            choose_sources(["ons_sdg_alchohol"])

    def test_says_where_files_without_an_address_are(self):
        with pytest.raises(ParameterError, match="no address is known") as caught:
            choose_sources(["partnership_reports"])
        assert "toolkit import" in caught.value.hint
