"""A server on the loopback interface that says exactly what a test wants it to, well-behaved or not."""

import socket
import ssl
import threading
import time
from contextlib import contextmanager, suppress

GREETING = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def page(body=b"<p>page</p>", *headers, status="200 OK", kind="text/html"):
    """Return a whole answer."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", f"Content-Type: {kind}", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def moved(where):
    return page(b"", f"Location: {where}", status="302 Found")


class Server:
    """Answers each path by `routes`: bytes, a list of them (the n-th request gets the n-th), or a function.

    A function gets the socket and may do with it what it likes.
    """

    def __init__(self, tls=None):
        self.routes = {}
        self.asked = []
        self.requests = []
        self._lock = threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self._tls = tls
        self.port = self._listener.getsockname()[1]
        self.closed = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def url(self, path="/", host="127.0.0.1", scheme="http"):
        return f"{scheme}://{host}:{self.port}{path}"

    def close(self):
        self.closed.set()
        # Who waits for a connection is told first: it would go on at whatever has the number of this socket next.
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        self._listener.close()

    def _serve(self):
        while not self.closed.is_set():
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(client,), daemon=True).start()

    def _answer(self, client):
        try:
            if self._tls:
                client = self._tls.wrap_socket(client, server_side=True)
            with client:
                self._reply(client)
        except OSError:
            client.close()

    def _reply(self, client):
        request = b""
        while b"\r\n\r\n" not in request:
            piece = client.recv(65536)
            if not piece:
                return
            request += piece
        path = request.split(b" ")[1].decode()
        with self._lock:
            self.asked.append(path)
            self.requests.append(request)
            count = self.asked.count(path)
        answer = self.routes.get(path, page(b"none", status="404 Not Found"))
        if isinstance(answer, list):
            answer = answer[min(count, len(answer)) - 1]
        if callable(answer):
            answer(client)
        else:
            client.sendall(answer)

    def drip(self, head, piece, seconds):
        """Return a route that sends `head`, then `piece` for ever, `seconds` apart."""

        def send(client):
            client.sendall(head)
            while not self.closed.is_set():
                client.sendall(piece)
                time.sleep(seconds)

        return send


def make_tls(pem):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    return context


@contextmanager
def serving(tls=None):
    server = Server(tls)
    try:
        yield server
    finally:
        server.close()


class FakeTime:
    """A clock that only sleeping moves, and remembers how long was slept."""

    def __init__(self):
        self.time = 1000.0
        self.slept = []

    def now(self):
        return self.time

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.time += seconds
