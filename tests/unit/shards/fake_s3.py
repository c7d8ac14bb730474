"""Object storage as S3 has it, in memory on the loopback interface: as much of it as a client of files asks for."""

import threading
from contextlib import contextmanager
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

PREFIX = "<CommonPrefixes><Prefix>{}</Prefix></CommonPrefixes>"
ENTRY = "<Contents><Key>{}</Key><LastModified>2024-01-01T00:00:00.000Z</LastModified><Size>{}</Size></Contents>"


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, body=b"", status=200, **headers):
        self.send_response(status)
        length = headers.pop("length", len(body))
        for name, value in {"Content-Length": length, "ETag": '"x"', **headers}.items():
            self.send_header(name.replace("_", "-"), str(value))
        self.end_headers()
        self.wfile.write(body)

    def take(self):
        """Return the object's name, the question, and the body, which some clients send in chunks within chunks."""
        parts = urlsplit(self.path)
        if self.headers.get("Transfer-Encoding") == "chunked":
            body = read_chunks(self.rfile)
        else:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if "chunked" in self.headers.get("Content-Encoding", ""):
            body = read_chunks(BytesIO(body))
        return unquote(parts.path).strip("/"), parse_qs(parts.query, keep_blank_values=True), body

    def do_HEAD(self):
        name, _, _ = self.take()
        found = self.server.objects.get(name)
        if found is None:
            self.answer(status=404)
        else:
            self.answer(length=len(found), Last_Modified=formatdate(0, usegmt=True))

    def do_GET(self):
        name, asked, _ = self.take()
        if "list-type" in asked:
            return self.answer(self.list(name, asked))
        found = self.server.objects.get(name)
        if found is None:
            return self.answer(b"<Error><Code>NoSuchKey</Code></Error>", 404)
        first, _, last = self.headers.get("Range", "bytes=0-").removeprefix("bytes=").partition("-")
        part = found[int(first) : int(last) + 1 if last else None]
        where = f"bytes {first}-{int(first) + len(part) - 1}/{len(found)}"
        return self.answer(part, 206, Content_Range=where, Last_Modified=formatdate(0, usegmt=True))

    def list(self, bucket, asked):
        prefix = asked.get("prefix", [""])[0]
        keys = [key.removeprefix(f"{bucket}/") for key in sorted(self.server.objects) if key.startswith(f"{bucket}/")]
        keys = [key for key in keys if key.startswith(prefix)]
        folders = set()
        if mark := asked.get("delimiter", [""])[0]:
            folders = {prefix + key[len(prefix) :].split(mark)[0] + mark for key in keys if mark in key[len(prefix) :]}
            keys = [key for key in keys if mark not in key[len(prefix) :]]
        found = "".join(ENTRY.format(escape(key), len(self.server.objects[f"{bucket}/{key}"])) for key in keys)
        found += "".join(PREFIX.format(escape(each)) for each in sorted(folders))
        count = len(keys) + len(folders)
        return (
            f"<ListBucketResult><Name>{bucket}</Name><Prefix>{escape(prefix)}</Prefix><KeyCount>{count}</KeyCount>"
            f"<IsTruncated>false</IsTruncated>{found}</ListBucketResult>"
        ).encode()

    def do_PUT(self):
        name, asked, body = self.take()
        if "partNumber" in asked:
            self.server.parts.setdefault(name, {})[int(asked["partNumber"][0])] = body
        else:
            self.server.objects[name] = body
        self.answer()

    def do_POST(self):
        name, asked, _ = self.take()
        if "uploads" in asked:
            self.server.parts[name] = {}
            return self.answer(b"<InitiateMultipartUploadResult><UploadId>1</UploadId></InitiateMultipartUploadResult>")
        parts = self.server.parts.pop(name)
        self.server.objects[name] = b"".join(parts[number] for number in sorted(parts))
        return self.answer(b'<CompleteMultipartUploadResult><ETag>"x"</ETag></CompleteMultipartUploadResult>')


def read_chunks(stream):
    """Return the data of chunks, each behind a line with its size; what follows the last one is passed over."""
    out = b""
    while size := int(stream.readline().partition(b";")[0], 16):
        out += stream.read(size)
        stream.readline()
    while stream.readline().strip():
        pass
    return out


@contextmanager
def serving(objects):
    """Give the port of a server that holds `objects` by bucket and key."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.objects, server.parts = objects, {}
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join(240)
