"""Servers that send the client to this machine, or into its network."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.feeds.server import Server, body, running, status

from hygie.feeds.download import transport
from hygie.feeds.download.addresses import may_follow
from hygie.feeds.download.client import Client, Settings
from hygie.feeds.download.failure import DownloadError
from hygie.feeds.download.listing import documents
from hygie.feeds.download.reach import Reach, reach_of, reach_of_address
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


@pytest.mark.parametrize(
    ("host", "reach"),
    [
        ("a.example", Reach.PUBLIC), ("93.184.215.14", Reach.PUBLIC), ("[2606:2800:21f:cb07::1]", Reach.PUBLIC), ("3com.example", Reach.PUBLIC),
        ("10.0.0.1", Reach.PRIVATE), ("192.168.1.1", Reach.PRIVATE), ("100.64.0.1", Reach.PRIVATE), ("[fd00::1]", Reach.PRIVATE),
        ("[fec0::1]", Reach.PRIVATE), ("198.18.0.1", Reach.PRIVATE),
        ("127.0.0.1", Reach.HERE), ("127.9.9.9", Reach.HERE), ("[::1]", Reach.HERE), ("localhost", Reach.HERE), ("LOCALHOST.", Reach.HERE),
        ("a.localhost", Reach.HERE), ("127.1", Reach.HERE), ("0x7f000001", Reach.HERE), ("2130706433", Reach.HERE), ("[::ffff:127.0.0.1]", Reach.HERE),
        ("[64:ff9b::7f00:1]", Reach.HERE), ("[2002:7f00:1::]", Reach.HERE),
        ("169.254.169.254", Reach.SPECIAL), ("[fe80::1]", Reach.SPECIAL), ("0.0.0.0", Reach.SPECIAL), ("[::]", Reach.SPECIAL),  # noqa: S104
        ("224.0.0.1", Reach.SPECIAL), ("255.255.255.255", Reach.SPECIAL), ("１２７.0.0.1", Reach.SPECIAL), ("%6cocalhost", Reach.SPECIAL),
    ],
)  # fmt: skip
def test_how_near_an_address_is(host: str, reach: Reach) -> None:
    assert reach_of(f"https://{host}/x") is reach
    assert may_follow(f"https://{host}/x", Reach.PUBLIC) is (reach is Reach.PUBLIC)


INWARD = ["http://127.0.0.1:{port}/x", "http://localhost:{port}/x", "https://127.0.0.1:{port}/x", "https://10.0.0.1/x",
          "https://169.254.169.254/latest", "https://[::ffff:7f00:1]:{port}/x", "https://2130706433:{port}/x"]  # fmt: skip


@pytest.mark.parametrize("place", INWARD)
def test_a_public_server_sends_nobody_inward(
    server: Server, client: Client, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    class Redirect:
        status_code = 302
        headers = {"Location": place.format(port=server.url.rpartition(":")[2])}  # noqa: RUF012

        def close(self) -> None:
            return

    ask = client._session.get  # noqa: SLF001 - a public host is stood in for
    monkeypatch.setattr(
        client._session,  # noqa: SLF001
        "get",
        lambda url, **more: Redirect() if "public.example" in url else ask(url, **more),
    )
    assert told(client, "https://public.example/a").code == "download_inward"
    assert not server.asked


def test_what_a_name_resolves_to_is_looked_at(
    server: Server, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = int(server.url.rpartition(":")[2])
    resolved: list[str] = []

    def here(host: str, *_more: object) -> list[tuple[object, ...]]:
        resolved.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr(transport.socket, "getaddrinfo", here)
    assert told(client, f"https://rebound.example:{port}/x", Reach.PUBLIC).code == "download_inward"
    assert resolved == ["rebound.example"]
    assert not server.asked


def test_a_connection_that_is_open_already_is_looked_at(server: Server, client: Client) -> None:
    server.answers["/a"] = body(b"x")
    assert client.text(f"{server.url}/a", 10).reach is Reach.HERE
    client._passage.allowed = Reach.PUBLIC  # noqa: SLF001 - what a list of a public server would set
    with pytest.raises(transport.InwardError):
        client._session.get(f"{server.url}/a")  # noqa: SLF001
    assert len(server.asked) == 1


def test_what_a_list_of_a_public_server_names_is_no_nearer(
    server: Server, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server stands outside here: ``127.0.0.1`` is taken for public, ``localhost`` for this machine."""
    outside = {"127.0.0.1": Reach.PUBLIC}
    monkeypatch.setattr(
        "hygie.feeds.download.reach.reach_of_host", lambda host: outside.get(host, Reach.HERE)
    )
    monkeypatch.setattr(transport, "reach_of_address", lambda _place: Reach.PUBLIC)
    inside = server.url.replace("127.0.0.1", "localhost")
    entries = "".join(
        f'{{"updated": "1", "content": {{"src": "{place}/d.json"}}}},' for place in (inside, server.url)
    )
    server.answers |= {
        "/p.json": body(f'{{"distributions": [{{"rolie": {{"feeds": [{{"tlp_label": "WHITE", "url": "{server.url}/f.json"}}]}}}}]}}'.encode()),
        "/f.json": body(f'{{"feed": {{"entry": [{entries[:-1]}]}}}}'.encode()),
        "/q.json": body(f'{{"distributions": [{{"directory_url": "{inside}/d"}}]}}'.encode()),
        "/d/changes.csv": body(b"a.json,2024"),
    }  # fmt: skip
    listing = documents(client, f"{server.url}/p.json")
    assert list(listing.documents) == [f"{server.url}/d.json"]
    assert [item.code for item in listing.refused] == ["csaf_entry_unusable"]
    with pytest.raises(DownloadError) as caught:
        documents(client, f"{server.url}/q.json")
    assert caught.value.diagnostic.code == "download_inward"
    assert "/d/changes.csv" not in [path for path, _ in server.asked]


def test_an_address_that_the_user_gave_may_be_near(server: Server, client: Client) -> None:
    server.answers |= {
        "/a": status(302, Location=f"{server.url.replace('127.0.0.1', 'localhost')}/b"),
        "/b": body(b"x"),
    }
    assert client.text(f"{server.url}/a", 10).content == b"x"
    server.answers["/a"] = status(302, Location="https://169.254.169.254/latest")
    assert told(client, f"{server.url}/a").code == "download_inward"
    assert reach_of_address("fe80::1%2") is Reach.SPECIAL


@pytest.mark.parametrize("place", ["https://[::1", "https://a.example\\@127.0.0.1/", "//[", ""])
def test_redirects_that_make_no_sense(server: Server, client: Client, place: str) -> None:
    server.answers["/a"] = status(302, Location=place)
    assert told(client, f"{server.url}/a").code in ("download_forbidden", "download_redirects")
    assert told(client, place or "x").code == "download_forbidden"
