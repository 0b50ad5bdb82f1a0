"""A server of voices as OpenAI's is, on loopback: it counts what it is asked, and misbehaves on demand."""

import http.server
import io
import json
import math
import struct
import threading
import time

from loopback import Server

RATE = 24_000


def wav(text):
    """A sound of known length: 60 ms a character, a tone a word."""
    samples = []
    for number, word in enumerate(text.split()):
        hertz = 200 + 40 * (number % 8)
        samples += [int(9000 * math.sin(math.tau * hertz * n / RATE)) for n in range(int(0.06 * RATE) * len(word))]
        samples += [0] * int(0.06 * RATE)
    data = struct.pack(f"<{len(samples)}h", *samples)
    head = struct.pack("<4sI4s4sIHHIIHH4sI", b"RIFF", 36 + len(data), b"WAVE", b"fmt ", 16, 1, 1, RATE, 2 * RATE, 2, 16, b"data", len(data))
    return head + data


class VoiceServer:
    """`mode` says how it behaves: well, cut, short, busy, broken, hang, stall, html, odd."""

    def __init__(self, delay=0.0):
        self.mode, self.delay, self.texts, self.said = "well", delay, [], {}
        self.lock = threading.Lock()
        owner = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                owner.send(self, 200, "application/json", b'{"data": []}')

            def do_POST(self):
                owner.speak(self)

            def log_message(self, *_):
                pass

        self.server = Server(Handler)
        self.address = f"{self.server.base}/v1"

    def speak(self, request):
        asked = json.loads(request.rfile.read(int(request.headers["Content-Length"])))
        with self.lock:
            self.texts.append(asked["input"])
        time.sleep(self.delay)
        getattr(self, self.mode)(request, asked["input"])

    def audio(self, text):
        with self.lock:
            if text not in self.said:
                self.said[text] = wav(text)
            return self.said[text]

    @staticmethod
    def send(request, status, kind, body, length=None, more=()):
        request.send_response(status)
        request.send_header("Content-Type", kind)
        request.send_header("Content-Length", str(len(body) if length is None else length))
        for name, value in more:
            request.send_header(name, value)
        request.end_headers()
        request.wfile.write(body)

    def well(self, request, text):
        self.send(request, 200, "audio/wav", self.audio(text))

    def cut(self, request, text):
        audio = self.audio(text)
        self.send(request, 200, "audio/wav", audio[: len(audio) // 2], len(audio))
        request.close_connection = True
        request.connection.close()

    def short(self, request, _):
        self.send(request, 200, "audio/wav", wav("")[:44] + bytes(216))

    def busy(self, request, _):
        self.send(request, 429, "application/json", b'{"error": {"message": "slow down"}}', more=[("Retry-After", "3600")])

    def broken(self, request, _):
        self.send(request, 500, "application/json", b'{"error": {"message": "out of memory"}}')

    def hang(self, request, _):
        time.sleep(120)

    def stall(self, request, text):
        audio = self.audio(text)
        self.send(request, 200, "audio/wav", audio[:1000], len(audio))
        request.wfile.flush()
        time.sleep(120)

    def html(self, request, _):
        self.send(request, 200, "text/html", b"<html><h1>Welcome to the router</h1></html>")

    def odd(self, request, text):
        self.send(request, 200, "audio/wav", self.audio(text)[:-101])
