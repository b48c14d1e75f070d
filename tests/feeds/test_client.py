"""One file from a server that behaves, and from all kinds that do not."""

import hashlib
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.feeds.server import Answer, Handler, Server, body, running, status

from hygie.feeds.download.addresses import addresses, permitted, shown
from hygie.feeds.download.client import Client, Settings
from hygie.feeds.download.failure import DownloadError
from hygie.feeds.download.partial import Validators
from hygie.kernel.diagnostic import Diagnostic

CONTENT = bytes(range(256)) * 2000
QUICK = Settings(connect=2, read=0.3, deadline=1, tries=3, backoff=0, redirects=3)


@pytest.fixture
def server() -> Iterator[Server]:
    with running() as made:
        yield made


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Client]:
    made = Client(tmp_path, QUICK, sleep=lambda _seconds: None)
    yield made
    made.close()


def code_of(client: Client, url: str, largest: int = 1 << 20, **more: object) -> str:
    with pytest.raises(DownloadError) as caught:
        client.get(url, largest, **more)  # type: ignore[arg-type]
    return caught.value.diagnostic.code


def cut(after: int, content: bytes = CONTENT, etag: str = '"v1"') -> Answer:
    return lambda handler: handler.give(content[:after], 200, len(content), ETag=etag)


def first_then(*answers: Answer) -> Answer:
    waiting = list(answers)

    def answer(handler: Handler) -> None:
        (waiting.pop(0) if len(waiting) > 1 else waiting[0])(handler)

    return answer


def test_fetches_and_does_not_fetch_again_what_did_not_change(server: Server, client: Client) -> None:
    server.answers["/a"] = body(CONTENT, '"v1"')
    fetched = client.get(f"{server.url}/a", 1 << 20)
    assert fetched is not None
    assert fetched.path.read_bytes() == CONTENT
    assert fetched.sha256 == hashlib.sha256(CONTENT).hexdigest()
    fetched.path.unlink()
    assert client.get(f"{server.url}/a", 1 << 20, fetched.validators) is None
    assert client.get(f"{server.url}/a", 1 << 20, Validators('"v0"')) is not None


def test_goes_on_where_it_was_cut(server: Server, client: Client) -> None:
    server.answers["/a"] = first_then(cut(100_000), body(CONTENT, '"v1"'))
    fetched = client.get(f"{server.url}/a", 1 << 20)
    assert fetched is not None
    assert fetched.path.read_bytes() == CONTENT
    sent = server.asked[1][1]
    assert 0 < int(sent["range"].removeprefix("bytes=").rstrip("-")) <= 100_000
    assert sent["if-range"] == '"v1"'


def test_goes_on_in_another_process_too(server: Server, tmp_path: Path) -> None:
    server.answers["/a"] = cut(100_000)
    first = Client(tmp_path, QUICK._replace(tries=1))
    assert code_of(first, f"{server.url}/a") == "download_cut"
    first.close()
    server.answers["/a"] = body(CONTENT, '"v1"')
    second = Client(tmp_path, QUICK)
    fetched = second.get(f"{server.url}/a", 1 << 20)
    second.close()
    assert fetched is not None
    assert fetched.path.read_bytes() == CONTENT
    assert "range" in server.asked[-1][1]


def test_begins_anew_when_the_file_changed_meanwhile(server: Server, client: Client) -> None:
    server.answers["/a"] = first_then(cut(100_000), body(CONTENT[::-1], '"v2"'))
    fetched = client.get(f"{server.url}/a", 1 << 20)
    assert fetched is not None
    assert fetched.path.read_bytes() == CONTENT[::-1]


@pytest.mark.parametrize("place", ["bytes 5-9/10", "nonsense", ""])
def test_a_part_that_was_not_asked_for_is_not_glued_on(server: Server, client: Client, place: str) -> None:
    def other_part(handler: Handler) -> None:
        if handler.headers.get("Range"):
            handler.give(b"wrong", 206, Content_Range=place)
        else:
            body(CONTENT, '"v1"')(handler)

    server.answers["/a"] = first_then(cut(1000), other_part)
    fetched = client.get(f"{server.url}/a", 1 << 20)
    assert fetched is not None
    assert fetched.path.read_bytes() == CONTENT


def test_a_range_past_the_end_begins_anew(server: Server, client: Client) -> None:
    server.answers["/a"] = first_then(cut(1000), status(416), body(CONTENT, '"v1"'))
    fetched = client.get(f"{server.url}/a", 1 << 20)
    assert fetched is not None
    assert fetched.path.read_bytes() == CONTENT


def test_checksums(server: Server, client: Client) -> None:
    server.answers["/a"] = first_then(body(b"spoilt"), body(CONTENT))
    good = ("sha512", hashlib.sha512(CONTENT).hexdigest().upper())
    assert client.get(f"{server.url}/a", 1 << 20, checksum=good) is not None
    server.answers["/a"] = body(b"spoilt")
    assert code_of(client, f"{server.url}/a", checksum=good) == "download_checksum"


@pytest.mark.parametrize("code", [400, 401, 403, 404, 410, 451, 418])
def test_what_will_not_pass_is_asked_for_once(server: Server, client: Client, code: int) -> None:
    server.answers["/a"] = status(code)
    assert code_of(client, f"{server.url}/a") == "download_status"
    assert len(server.asked) == 1


@pytest.mark.parametrize("code", [429, 500, 502, 503])
def test_what_may_pass_is_tried_again(server: Server, client: Client, code: int) -> None:
    server.answers["/a"] = first_then(status(code, Retry_After="1"), status(code), body(b"x"))
    assert client.get(f"{server.url}/a", 10) is not None
    server.answers["/b"] = status(code, Retry_After="999999999999")
    assert code_of(client, f"{server.url}/b") == "download_status"
    assert len(server.asked) == 3 + QUICK.tries


def test_a_body_without_announced_length_is_bounded_too(server: Server, client: Client) -> None:
    def endless(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Connection", "close")
        handler.end_headers()
        handler.close_connection = True
        for _ in range(1000):
            try:
                handler.wfile.write(bytes(1 << 16))
            except OSError:
                return

    server.answers["/a"] = endless
    assert code_of(client, f"{server.url}/a", 1 << 18) == "download_too_large"
    server.answers["/b"] = lambda handler: handler.give(b"", 200, 10**12)
    assert code_of(client, f"{server.url}/b") == "download_too_large"
    server.answers["/c"] = lambda handler: handler.give(b"", 200, int("9" * 40))
    assert code_of(client, f"{server.url}/c") in ("download_cut", "download_too_large")
    assert not any(path.stat().st_size for path in client.folder.glob("*.part"))


def test_a_server_that_says_nothing_or_little(server: Server, client: Client) -> None:
    def silent(handler: Handler) -> None:
        time.sleep(0.6)
        handler.close_connection = True

    def drops(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "100")
        handler.end_headers()
        for _ in range(100):
            try:
                handler.wfile.write(b"x")
            except OSError:
                return
            time.sleep(0.05)

    server.answers |= {"/silent": silent, "/drops": drops}
    began = time.monotonic()
    slow = Client(client.folder, QUICK._replace(tries=1))
    assert code_of(slow, f"{server.url}/silent") in ("download_too_slow", "download_unreachable")
    assert code_of(slow, f"{server.url}/drops") in ("download_too_slow", "download_cut")
    slow.close()
    assert time.monotonic() - began < 12


def test_redirects_are_followed_a_few_times_and_only_to_where_one_may_ask(
    server: Server, client: Client
) -> None:
    server.answers |= {
        "/a": status(302, Location="/b"),
        "/b": body(b"here"),
        "/loop": status(301, Location="/loop"),
        "/plain": status(302, Location="http://outside.example/file"),
        "/file": status(302, Location="file:///etc/passwd"),
    }
    assert client.text(f"{server.url}/a", 10).content == b"here"
    assert code_of(client, f"{server.url}/loop") == "download_redirects"
    assert code_of(client, f"{server.url}/plain") == "download_forbidden"
    assert code_of(client, f"{server.url}/file") == "download_forbidden"


def test_nobody_there_is_said_with_the_host_and_asked_no_more(tmp_path: Path) -> None:
    with running() as gone:
        url = gone.url
    waits: list[float] = []
    client = Client(tmp_path, QUICK, sleep=waits.append)
    assert code_of(client, f"{url}/a") == "download_unreachable"
    assert len(waits) == 1
    with pytest.raises(DownloadError) as caught:
        client.get(f"{url}/b", 10)
    assert caught.value.diagnostic.parameters["host"] == "127.0.0.1"
    assert len(waits) == 1
    client.close()


@pytest.mark.parametrize(
    ("url", "may"),
    [
        ("https://a.example/x", True), ("http://127.0.0.1:8/x", True), ("http://[::1]/x", True), ("http://localhost/x", True),
        ("http://a.example/x", False), ("http://127.0.0.1.a.example/", False), ("ftp://a.example/", False), ("file:///etc/passwd", False),
        ("https://", False), ("https://a.example:99999/", False), ("https://a b/", False), ("", False), ("https://[::1", False),
    ],
)  # fmt: skip
def test_addresses_that_may_be_asked(url: str, *, may: bool) -> None:
    assert permitted(url) is may


def test_addresses_of_mirrors() -> None:
    given = addresses(
        {"osv": "https://mirror.example/osv/", "kev": "", "csaf:x.example": "https://x.example/p.json"}
    )
    assert not isinstance(given, Diagnostic)
    found = {item.source: item for item in given}
    assert found["osv:Rocky Linux"].url == "https://mirror.example/osv/Rocky%20Linux/all.zip"
    assert found["csaf:x.example"].usual
    assert "kev" not in found
    for bad in ({"kevv": "https://x.example"}, {"kev": "http://x.example"}, {"csaf:": "https://x.example"}):
        assert isinstance(addresses(bad), Diagnostic)
    assert shown("https://me:secret@x.example:8443/a?token=1#x") == "https://x.example:8443/a"
