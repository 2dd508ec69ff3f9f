"""What Jupyter starts in place of a kernel: it asks the server for one, and lives as long as it.

Run by its path and with as little of Python as can be, for it is started anew
for every kernel: ``python -I -S launcher.py SOCKET CONNECTION_FILE``.
"""

import json
import os
import select
import signal
import socket
import sys

_LOOK_SECONDS = 0.5


def main() -> int:
    """Ask for a kernel, hand signals on to it, and return its exit status."""
    parent = os.getppid()
    with socket.socket(socket.AF_UNIX) as server:
        server.connect(sys.argv[1])
        asked = {
            "kind": "kernel",
            "connection_file": sys.argv[2],
            "cwd": os.getcwd(),  # noqa: PTH109, pathlib takes longer to load than all else
            "environment": dict(os.environ),
        }
        server.sendall(json.dumps(asked).encode() + b"\n")
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda got, _: server.sendall(b"%d\n" % got))
        while os.getppid() == parent:
            ready, _, _ = select.select([server], [], [], _LOOK_SECONDS)
            if ready:
                try:
                    return int(server.recv(16) or 1)
                except ConnectionError:
                    break  # the server is gone, and the kernel with it
    return 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except OSError:
        # The batch was stopped before this process had begun: the server is gone.
        sys.exit(1)
