"""Alerts by e-mail: what a channel made in the browser hands to a mail server on this machine."""

import socket
import threading
from contextlib import suppress
from email import message_from_string, policy

import pytest

pytest.importorskip("apprise")
pytest.importorskip("starlette")

from marsad.alerts import Message
from marsad.app.apprising import ApprisePost
from marsad.app.web.pages.alert_channel import make_mail
from marsad.app.web.visits import Form
from marsad.fetch import Guard

MESSAGE = Message(id="n1", rule="r", about="e1", title="threat RUS to USA", text="قال وزير\nbody")
LONGEST = 240  # seconds for anything here, on a machine that has much else to do
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


class MailServer:
    """Takes one letter, as SMTP has it."""

    def __init__(self):
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(LONGEST)
        self.port = self._listener.getsockname()[1]
        self.said, self.letter = [], ""
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    def _serve(self):
        with suppress(OSError), self._listener, self._listener.accept()[0] as client:
            client.settimeout(LONGEST)
            stream = client.makefile("rwb")
            self._answer(stream, "220 here")
            while line := stream.readline().decode().strip():
                self.said.append(line)
                if line.upper() == "DATA":
                    self._answer(stream, "354 go on")
                    while (text := stream.readline().decode()) != ".\r\n":
                        self.letter += text
                self._answer(stream, "221 bye" if line.upper() == "QUIT" else "250 yes")
                if line.upper() == "QUIT":
                    return

    def _answer(self, stream, text):
        stream.write(f"{text}\r\n".encode())
        stream.flush()


def make_address(port):
    sent = {"server": "127.0.0.1", "port": str(port), "security": "none", "from": "m@a.example", "to": "desk@b.example"}
    return make_mail(Form(list(sent.items())))


def test_a_letter_is_handed_to_a_server_that_is_allowed():
    server = MailServer()
    post = ApprisePost("page-1", make_address(server.port), Guard(allow=frozenset({"127.0.0.1"})))
    assert post([MESSAGE]) is None
    server.thread.join(LONGEST)
    assert not server.thread.is_alive()
    said = " ".join(server.said).lower()
    assert "mail from:<m@a.example>" in said
    assert "rcpt to:<desk@b.example>" in said
    letter = message_from_string(server.letter, policy=policy.default)
    assert letter["subject"] == "threat RUS to USA"
    assert letter.get_body().get_content().split() == MESSAGE.text.split()


def test_an_inner_server_that_is_not_allowed_is_not_connected_to():
    server = MailServer()
    post = ApprisePost("page-1", make_address(server.port), Guard())
    assert "not a public address" in post([MESSAGE])
    assert server.said == []
    socket.create_connection(("127.0.0.1", server.port), timeout=LONGEST).close()
    server.thread.join(LONGEST)
    assert server.said == []
