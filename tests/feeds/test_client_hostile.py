"""Servers that drip or change what they gave; and what is told of an address."""

import gzip
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.feeds.server import Handler, Server, body, running, status

from hygie.feeds.download.addresses import addresses, shown
from hygie.feeds.download.client import Client, Settings
from hygie.feeds.download.failure import DownloadError
from hygie.feeds.download.partial import Partial
from hygie.feeds.download.reach import Reach
from hygie.kernel.diagnostic import Diagnostic

QUICK = Settings(connect=1, read=0.3, deadline=0.5, tries=3, backoff=0)


@pytest.fixture
def server() -> Iterator[Server]:
    with running() as made:
        yield made


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Client]:
    made = Client(tmp_path, QUICK)
    yield made
    made.close()


def told(client: Client, url: str, reach: Reach = Reach.SPECIAL) -> Diagnostic:
    with pytest.raises(DownloadError) as caught:
        client.get(url, 1 << 20, reach=reach)
    return caught.value.diagnostic


def drips(handler: Handler, *parts: bytes) -> None:
    """Give parts at once, and the last of them over and over, slowly."""
    handler.close_connection = True
    try:
        for part in parts[:-1]:
            handler.wfile.write(part)
        for _ in range(60):
            handler.wfile.write(parts[-1])
            time.sleep(0.1)
    except OSError:
        return


@pytest.mark.parametrize(
    "parts",
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", b"x"),
        (b"HTTP/1.1 200 OK\r\n", b"X-More: y\r\n"),
        (b"HTTP/1.1 200 OK", b"!"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"0"),
        (b"HTTP/1.1 302 Found\r\nLocation: /drip\r\nContent-Length: 100000\r\n\r\n", b"x"),
    ],
    ids=["body", "headers", "status", "chunks", "chunk", "redirect"],
)
def test_a_server_that_drips_is_left_when_the_time_is_over(
    server: Server, client: Client, parts: tuple[bytes, ...]
) -> None:
    server.answers["/drip"] = lambda handler: drips(handler, *parts)
    began = time.monotonic()
    code = told(client, f"{server.url}/drip").code
    assert time.monotonic() - began < QUICK.deadline + 0.5
    assert code == ("download_redirects" if b"302" in parts[0] else "download_too_slow")


def test_a_source_has_its_time_too(server: Server, tmp_path: Path) -> None:
    server.answers["/drip"] = lambda handler: drips(
        handler, b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", b"x"
    )
    server.answers["/good"] = body(b"x")
    client = Client(tmp_path, QUICK._replace(deadline=60, source=0.5))
    began = time.monotonic()
    for path in ("/drip", "/drip", "/good"):
        assert told(client, server.url + path).code == "download_too_slow"
    assert time.monotonic() - began < 1
    client.begin()
    assert client.text(f"{server.url}/good", 10).content == b"x"
    client.close()


def test_waiting_for_another_try_ends_with_the_time(server: Server, client: Client) -> None:
    server.answers["/later"] = status(503, Retry_After="30")
    began = time.monotonic()
    assert told(client, f"{server.url}/later").parameters["status"] == 503
    assert time.monotonic() - began < QUICK.deadline + 0.3


# -- what is there already


def test_a_note_never_speaks_of_content_of_another_version(tmp_path: Path) -> None:
    url, long = "https://x.example/kev.json", {"Content-Length": "1000000"}
    first = Partial(tmp_path, url)
    first.begin(200, {"ETag": '"one"', **long})
    with first.open(0) as stream:
        stream.write(b"AAAA")
    second = Partial(tmp_path, url)
    assert second.headers() == {"Range": "bytes=4-", "If-Range": '"one"'}
    assert second.begin(200, {"ETag": '"two"', **long}) == 0
    # Killed here: nothing of the second version has come.
    third = Partial(tmp_path, url)
    assert third.headers() == {}
    assert third.path.read_bytes() == b""


@pytest.mark.parametrize(
    ("headers", "start"),
    [
        ({"ETag": '"one"', "Content-Range": "bytes 4-9/10"}, 4),
        ({"ETag": '"one"', "Content-Range": "bytes 4-9/*"}, 4),
        ({"ETag": '"two"', "Content-Range": "bytes 4-9/10"}, None),
        ({"Content-Range": "bytes 4-9/10"}, None),
        ({"ETag": '"one"', "Content-Range": "bytes 3-9/10"}, None),
        ({"ETag": '"one"', "Content-Range": "bytes 4-9/10", "Content-Encoding": "gzip"}, None),
        ({"ETag": '"one"'}, None),
    ],
)
def test_a_part_goes_on_only_where_it_is_of_the_same_version(
    tmp_path: Path, headers: dict[str, str], start: int | None
) -> None:
    partial = Partial(tmp_path, "https://x.example/a")
    partial.begin(200, {"ETag": '"one"'})
    partial.path.write_bytes(b"AAAA")
    assert Partial(tmp_path, "https://x.example/a").begin(206, headers) == start
    assert partial.path.exists() is (start is not None)


@pytest.mark.parametrize(
    "headers", [{"ETag": 'W/"one"'}, {"Last-Modified": "Mon, 01 Jan 2024 00:00:00 GMT"}, {"ETag": "bare"}]
)
def test_only_strong_tags_let_a_file_be_resumed(tmp_path: Path, headers: dict[str, str]) -> None:
    partial = Partial(tmp_path, "https://x.example/a")
    partial.begin(200, headers)
    partial.path.write_bytes(b"AAAA")
    again = Partial(tmp_path, "https://x.example/a")
    assert again.headers() == {}
    assert again.begin(206, {**headers, "Content-Range": "bytes 4-9/10"}) is None


def test_what_comes_encoded_all_the_same_is_bounded_and_not_resumed(server: Server, client: Client) -> None:
    packed = gzip.compress(bytes(1 << 19))
    server.answers["/a"] = lambda handler: handler.give(packed, ETag='"1"', Content_Encoding="gzip")
    fetched = client.get(f"{server.url}/a", 1 << 20)
    assert fetched is not None
    assert fetched.path.stat().st_size == 1 << 19
    server.answers["/b"] = lambda handler: handler.give(
        gzip.compress(bytes(1 << 24)), ETag='"1"', Content_Encoding="gzip"
    )
    assert told(client, f"{server.url}/b").code == "download_too_large"


# -- what is told


def test_what_may_be_secret_in_an_address_is_not_told(server: Server, tmp_path: Path) -> None:
    seen: list[str] = []
    client = Client(tmp_path, QUICK, progress=lambda name, _done, _total: seen.append(name))
    secret = server.url.replace("://", "://user:hush@") + "/a?token=hush"
    server.answers["/a?token=hush"] = body(b"x")
    assert client.get(secret, 10) is not None
    assert seen == [f"{server.url}/a"]
    with running() as gone:
        port = gone.url.rpartition(":")[2]
    # No TLS there; nobody there; not there.
    for url in (secret.replace("http://", "https://"), f"http://user:hush@127.0.0.1:{port}/?token=hush",
                secret.replace("/a?", "/b?")):  # fmt: skip
        with pytest.raises(DownloadError) as caught:
            client.get(url, 10)
        assert "hush" not in f"{caught.value} {caught.value.diagnostic}"
    client.close()
    refused = addresses({"kev": "http://user:hush@outside.example/a?token=hush"})
    assert isinstance(refused, Diagnostic)
    assert "hush" not in str(refused)
    assert refused.parameters["found"] == "http://outside.example/a"
    assert shown("https://[2001:db8::1]:8443/a") == "https://[2001:db8::1]:8443/a"
