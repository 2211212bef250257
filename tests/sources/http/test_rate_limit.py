"""A server that asks for a pause gets it, and is asked again after it."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_httpserver import HTTPServer

from tests.sources.http.conftest import FakeClock, MakeClient
from tui.sources.http import Client, Clock, FetchCancelled, Refused
from tui.sources.http.patience import Patience
from tui.sources.http.rate_limit import Gates, asked_pause

_NOW = 1_700_000_000.0


@pytest.mark.parametrize(
    ("headers", "pace", "seconds"),
    [
        ({"Retry-After": "7"}, None, 7),
        ({"Retry-After": "0"}, None, 1),
        ({"RateLimit": '"api";r=0;t=120'}, None, 120),
        ({"RateLimit": '"api";r=0;t=120', "Retry-After": "130"}, None, 130),
        ({}, None, 30),
        ({}, "arxiv", 60),
        ({"Retry-After": "soon"}, "arxiv", 60),
    ],
)
def test_too_many_requests_wait_as_told_and_go_on(
    headers: dict[str, str],
    pace: str | None,
    seconds: float,
    make_client: MakeClient,
    clock: FakeClock,
    httpserver: HTTPServer,
) -> None:
    httpserver.expect_oneshot_request("/a").respond_with_data("", status=429, headers=headers)
    httpserver.expect_request("/a").respond_with_data("fine")
    waits: list[tuple[float, str]] = []
    response = make_client(paces={"arxiv": 0.0}).get(
        httpserver.url_for("/a"), pace=pace, waiting=lambda *wait: waits.append(wait)
    )
    assert response.body == b"fine"
    assert waits == [(seconds, "localhost asks to wait")]
    assert clock.slept == pytest.approx(seconds)


def test_an_allowance_that_is_used_up_holds_back_the_next_request(
    client: Client, clock: FakeClock, httpserver: HTTPServer
) -> None:
    httpserver.expect_request("/a").respond_with_data("1", headers={"RateLimit": '"api";r=0;t=57'})
    httpserver.expect_request("/b").respond_with_data("2")
    client.get(httpserver.url_for("/a"))
    assert clock.slept == 0
    client.get(httpserver.url_for("/b"))
    assert clock.slept == pytest.approx(57)
    client.get(httpserver.url_for("/b"))
    assert clock.slept == pytest.approx(57)


def test_time_that_passed_otherwise_need_not_be_waited(
    client: Client, clock: FakeClock, httpserver: HTTPServer
) -> None:
    httpserver.expect_request("/a").respond_with_data("1", headers={"RateLimit": '"api";r=0;t=57'})
    client.get(httpserver.url_for("/a"))
    clock.time += 60
    client.get(httpserver.url_for("/a"))
    assert clock.slept == 0


def test_other_hosts_are_not_held_back(
    client: Client, clock: FakeClock, httpserver: HTTPServer
) -> None:
    httpserver.expect_request("/a").respond_with_data("1", headers={"RateLimit": '"api";r=0;t=57'})
    client.get(httpserver.url_for("/a"))
    client.get(httpserver.url_for("/a").replace("localhost", "127.0.0.1"))
    assert clock.slept == 0


def test_a_wait_of_over_ten_minutes_is_an_error_that_says_how_long(
    client: Client, clock: FakeClock, httpserver: HTTPServer
) -> None:
    httpserver.expect_request("/a").respond_with_data(
        "", status=429, headers={"Retry-After": "900"}
    )
    with pytest.raises(Refused, match="localhost asks to wait 15 minutes"):
        client.get(httpserver.url_for("/a"))
    assert len(httpserver.log) == 1
    assert clock.slept == 0


def test_a_server_that_puts_off_for_ever_is_left(
    client: Client, clock: FakeClock, httpserver: HTTPServer
) -> None:
    httpserver.expect_request("/a").respond_with_data("", status=429, headers={"Retry-After": "0"})
    with pytest.raises(Refused, match="asks for fewer requests"):
        client.get(httpserver.url_for("/a"))
    assert len(httpserver.log) == 9
    assert clock.slept == pytest.approx(8)


def test_of_threads_that_wait_on_behalf_of_one_caller_one_tells_it(clock: FakeClock) -> None:
    gates, told = Gates(clock), list[tuple[str, float]]()

    def tell_and_come_again(seconds: float, _why: str) -> None:
        told.append(("first", seconds))
        clock.time += 0.25
        gates.close("hub", 11)
        gates.wait("hub", first)
        gates.close("hub", 11)
        gates.wait("hub", other)

    first = Patience("", clock, tell_and_come_again, lambda: False)
    other = replace(first, waiting=lambda seconds, _: told.append(("other", seconds)))
    gates.close("hub", 11)
    gates.wait("hub", first)
    assert told == [("first", 11), ("other", 11)]
    gates.close("hub", 30)
    gates.wait("hub", other)
    assert told[2:] == [("other", 30)]


def test_out_of_order_with_a_time_is_waited_for(
    client: Client, clock: FakeClock, httpserver: HTTPServer
) -> None:
    httpserver.expect_oneshot_request("/a").respond_with_data(
        "", status=503, headers={"Retry-After": "20"}
    )
    httpserver.expect_request("/a").respond_with_data("fine")
    assert client.get(httpserver.url_for("/a")).body == b"fine"
    assert clock.slept == pytest.approx(20)


def test_such_a_wait_can_be_broken_off(make_client: MakeClient, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/a").respond_with_data("", status=429)
    waits: list[float] = []
    with pytest.raises(FetchCancelled):
        make_client(clock=Clock()).get(
            httpserver.url_for("/a"),
            waiting=lambda seconds, _: waits.append(seconds),
            cancelled=lambda: bool(waits),
        )
    assert waits == [pytest.approx(30, abs=1)]


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ('"api";r=0;t=57', 57),
        ('"api"; r=0 ; t=57', 57),
        ('"api";r=3;t=57', None),
        ('"api";r=0;t=57, "pages";r=0;t=90', 90),
        ('"api";r=0;t=57, "pages";r=9;t=90', 57),
        ('"api";r=0', None),
        ('"api";r=;t=', None),
        ('"api";r=0;t=-5', None),
        ("limit=10", None),
    ],
)
def test_the_rate_limit_header_is_understood(header: str, seconds: float | None) -> None:
    assert asked_pause(200, {"ratelimit": header}, pace=None, now=_NOW) == seconds


def test_a_date_without_the_servers_clock_is_taken_by_our_own() -> None:
    headers = {"retry-after": "Tue, 14 Nov 2023 22:13:50 GMT"}
    assert asked_pause(429, headers, pace="arxiv", now=_NOW) == 30


def test_a_date_is_taken_by_the_clock_of_the_server() -> None:
    date, after = "Tue, 14 Nov 2000 10:00:00 GMT", "Tue, 14 Nov 2000 10:00:40 GMT"
    assert asked_pause(429, {"date": date, "retry-after": after}, pace=None, now=_NOW) == 40


def test_a_date_that_has_passed_is_a_short_wait() -> None:
    headers = {"retry-after": "Tue, 14 Nov 2000 22:13:50 GMT"}
    assert asked_pause(429, headers, pace=None, now=_NOW) == 1


@given(st.text(max_size=60), st.text(max_size=60), st.text('art0=;," -1', max_size=30))
@settings(max_examples=100)
def test_no_header_breaks_it(retry_after: str, date: str, rate_limit: str) -> None:
    headers = {"retry-after": retry_after, "date": date, "ratelimit": rate_limit}
    pause = asked_pause(429, headers, pace=None, now=_NOW)
    assert pause is not None
    assert pause >= 1
