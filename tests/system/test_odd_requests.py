"""What no test client sends: the longest addresses, broken requests, and clients that dawdle."""

import json
import socket
from urllib.parse import quote

import pytest

from tests.system.server import Server


def raw(server: Server, request: bytes) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of the answer to these very bytes."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection:
        connection.sendall(request)
        received = b""
        while part := connection.recv(65_536):
            received += part
    head, _, body = received.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
    return int(first.split()[1]), headers, body


@pytest.mark.parametrize("character", ["a", "é", "한", "🕊"])
def test_a_query_of_ten_thousand_characters_fits_into_an_address(
    seed_server: Server, character: str
) -> None:
    query = "troops OR " + character * 9_990
    answer = seed_server.get("/v1/search?fields=title&q=" + quote(query))
    assert answer.status in {200, 400}  # pictures are no words
    if answer.status == 200:
        assert answer.json["query"]["text"] == query
        assert answer.json["total"] > 0
    longer = seed_server.get("/v1/search?q=" + quote(character * 10_001))
    assert longer.status == 400
    assert "10,000" in longer.json["detail"]


@pytest.mark.parametrize(
    "request_line",
    [
        b"GET /v1/search?q=" + b"a" * 200_000 + b" HTTP/1.1",
        b"GET /v1/search?q=\x01\x02 HTTP/1.1",
        b"GET /v1/search?q=a b HTTP/1.1",
        b"NONSENSE",
        b"GET / HTTP/9.9",
    ],
)
def test_what_the_server_cannot_read_is_a_problem_too(
    seed_server: Server, request_line: bytes
) -> None:
    request = request_line + b"\r\nHost: x\r\nConnection: close\r\n\r\n"
    status, headers, body = raw(seed_server, request)
    assert 400 <= status < 500
    assert headers["content-type"] == "application/problem+json"
    problem = json.loads(body)
    assert problem["status"] == status
    assert len(problem["detail"]) > 10
    if status == 414:
        assert "POST" in problem["detail"]


def test_exports_that_nobody_reads_hold_nobody_up(seed_server: Server) -> None:
    waiting = [
        socket.create_connection(("127.0.0.1", seed_server.port), timeout=30) for _ in range(12)
    ]
    try:
        for connection in waiting:
            connection.sendall(b"GET /v1/export HTTP/1.1\r\nHost: x\r\n\r\n")
        for _ in range(20):
            assert seed_server.get("/v1/search?q=troops").status == 200
    finally:
        for connection in waiting:
            connection.close()
    assert seed_server.get("/v1/export").body.count(b"\n") == 5
