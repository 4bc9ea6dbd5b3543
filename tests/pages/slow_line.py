"""A network on which a page arrives in small pieces, as it does far away or on a busy machine."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread

from tests.system.server import Server, pause

_DROPPED = (b"accept-encoding:", b"connection:")


@contextmanager
def slow_line(server: Server, piece: int) -> Iterator[str]:
    """An address where `server` answers; its pages come plain, `piece` bytes at a time."""

    class Relay(StreamRequestHandler):
        def handle(self) -> None:
            lines = [self.rfile.readline()]
            while (line := self.rfile.readline()).strip():
                if not line.lower().startswith(_DROPPED):
                    lines.append(line)
            with socket.create_connection(("127.0.0.1", server.port)) as upstream:
                upstream.sendall(b"".join(lines) + b"Connection: close\r\n\r\n")
                answer = b"".join(iter(lambda: upstream.recv(65536), b""))
            if b"Content-Type: text/html" not in answer[:2000]:
                self.wfile.write(answer)
                return
            for start in range(0, len(answer), piece):
                self.wfile.write(answer[start : start + piece])
                pause()

    with ThreadingTCPServer(("127.0.0.1", 0), Relay) as relay:
        thread = Thread(target=relay.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{relay.server_address[1]}"
        finally:
            relay.shutdown()
            thread.join()
