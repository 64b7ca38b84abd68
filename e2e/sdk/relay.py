"""Catches what an SDK puts on the wire, byte for byte, and sends it again: as it was, or changed."""

import json
import socket
import threading


class Relay:
    """Listens on a port, keeps each request and hands it to nobody: the SDK that sent it is answered with an error."""

    REFUSAL = b'HTTP/1.1 418 Held\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}'

    def __init__(self):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.held = []
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            connection, _ = self.listener.accept()
            with connection:
                request = read_request(connection)
                if request:
                    self.held.append(request)
                    connection.sendall(self.REFUSAL)

    def caught(self, call):
        """The bytes of the one request that `call` sends. The host in it is this relay's, and signed as such."""
        self.held.clear()
        try:
            call()
        except Exception:  # the SDKs have no common base for "the server refused"
            pass
        if len(self.held) != 1:
            raise AssertionError(f"the SDK sent {len(self.held)} requests instead of one")
        return self.held[0]


def read_request(connection):
    data = b""
    while b"\r\n\r\n" not in data:
        piece = connection.recv(65536)
        if not piece:
            return data
        data += piece
    head, _, body = data.partition(b"\r\n\r\n")
    length = 0
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    while len(body) < length:
        body += connection.recv(65536)
    return head + b"\r\n\r\n" + body


def send(port, request):
    """Sends these bytes and answers (status, the vendor's error code or None)."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(without_keep_alive(request))
        data = b""
        while piece := connection.recv(65536):
            data += piece
    head, _, body = data.partition(b"\r\n\r\n")
    status = int(head.split(b" ", 2)[1])
    if status == 200:
        return status, None
    if b"transfer-encoding: chunked" in head.lower():
        body = body.split(b"\r\n", 1)[1].rsplit(b"\r\n0\r\n", 1)[0]
    if body.lstrip().startswith(b"<"):
        return status, body.decode().split("<Code>")[1].split("</Code>")[0]
    answer = json.loads(body)
    return status, answer.get("Code") or answer.get("error_code")


def without_keep_alive(request):
    """The same request on a connection that ends with the answer; no SDK signs the connection header."""
    head, _, body = request.partition(b"\r\n\r\n")
    lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"connection:")]
    return b"\r\n".join([*lines, b"Connection: close"]) + b"\r\n\r\n" + body


def tampered(request, mark):
    """The request with the first character after `mark` replaced by another of the same alphabet."""
    at = request.index(mark) + len(mark)
    other = b"b" if request[at : at + 1] == b"a" else b"a"
    return request[:at] + other + request[at + 1 :]
