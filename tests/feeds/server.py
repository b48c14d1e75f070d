"""A web server of this machine, whose answers a test writes."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    answers: dict[str, Answer]
    asked: list[tuple[str, dict[str, str]]]

    def do_GET(self) -> None:
        self.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
        self.answers.get(self.path, status(404))(self)

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the name of the base class
        del format, arguments

    def give(self, body: bytes, code: int = 200, announced: int | None = None, **headers: str) -> None:
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body) if announced is None else announced))
        self.end_headers()
        self.wfile.write(body)
        if announced is not None:
            self.close_connection = True


def status(code: int, **headers: str) -> Answer:
    return lambda handler: handler.give(b"", code, **headers)


def body(content: bytes, etag: str = "") -> Answer:
    """Serve a file as good servers do: with its ETag, 304, ranges."""

    def answer(handler: Handler) -> None:
        headers = {"ETag": etag} if etag else {}
        if etag and handler.headers.get("If-None-Match") == etag:
            handler.give(b"", 304, **headers)
            return
        wanted = handler.headers.get("Range", "")
        if wanted and handler.headers.get("If-Range") == etag:
            start = int(wanted.removeprefix("bytes=").rstrip("-"))
            place = f"bytes {start}-{len(content) - 1}/{len(content)}"
            handler.give(content[start:], 206, Content_Range=place, **headers)
            return
        handler.give(content, **headers)

    return answer


class Server:
    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        handler = type("Own", (Handler,), {"answers": self.answers, "asked": self.asked})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@contextmanager
def running() -> Iterator[Server]:
    made = Server()
    try:
        yield made
    finally:
        made.stop()
