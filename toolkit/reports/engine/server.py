"""The server: a process that has everything open, and forks a kernel or a worker when asked.

Run as ``python -m toolkit.reports.engine.server SOCKET``. It reads a line of JSON that
says what to open (``root``, ``area``, ``notebooks``), prints one when it is ready, and ends,
with all that it forked, when its standard input is closed: whoever started it is then gone.
"""

from __future__ import annotations

import ctypes
import json
import os
import selectors
import signal
import socket
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from toolkit.reports.engine.kernel import run_kernel
from toolkit.reports.engine.warming import warm_up
from toolkit.reports.engine.worker import run_worker

__all__ = ["Server"]

_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG
_WAITING = 64


class Server:
    """Forks on request, and ends what nobody waits for any more.

    Parameters
    ----------
    address : Path
        Of the socket to listen at.
    """

    def __init__(self, address: Path) -> None:
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(address))
        self._listener.listen(_WAITING)
        self._kernels: dict[int, socket.socket] = {}
        self._workers: set[int] = set()
        self._selector = selectors.DefaultSelector()
        self._ended, ended = os.pipe()
        os.set_blocking(ended, False)
        # A byte for every child that ends, so that the loop hears of it.
        signal.set_wakeup_fd(ended)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.signal(signal.SIGINT, signal.SIG_IGN)

    def serve(self) -> None:
        """Serve until standard input is closed."""
        register = self._selector.register
        register(self._listener, selectors.EVENT_READ, self._accept)
        register(self._ended, selectors.EVENT_READ, self._reap)
        register(sys.stdin, selectors.EVENT_READ, None)
        while True:
            for ready, _ in self._selector.select():
                if ready.data is None:
                    self._kill_all()
                    return
                ready.data(ready.fileobj)

    def _accept(self, _: object) -> None:
        connection, _address = self._listener.accept()
        with connection.makefile("rb") as stream:
            asked = json.loads(stream.readline() or b"null")
        if asked is None:
            connection.close()
        elif asked["kind"] == "kernel":
            pid = self._fork(lambda: run_kernel(asked))
            self._kernels[pid] = connection
            self._selector.register(
                connection, selectors.EVENT_READ, lambda _: self._hear(pid, connection)
            )
        else:
            self._workers.add(self._fork(lambda: _work(connection, asked), keep=connection))
            connection.close()

    def _fork(self, become: Callable[[], None], keep: socket.socket | None = None) -> int:
        pid = os.fork()
        if pid:
            return pid
        status = 1
        try:
            self._leave(keep)
            become()
            status = 0
        except SystemExit as exit_:
            status = int(exit_.code or 0) if not isinstance(exit_.code, str) else 1
        except BaseException:
            traceback.print_exc()
        finally:
            # Nothing that the server would do at its end is the child's to do.
            os._exit(status)

    def _leave(self, keep: socket.socket | None) -> None:
        """Let go of what is the server's, in the child."""
        os.setsid()
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGCHLD, signal.SIGINT):
            signal.signal(number, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        self._selector.close()
        self._listener.close()
        os.close(self._ended)
        for connection in self._kernels.values():
            if connection is not keep:
                connection.close()
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)

    def _hear(self, pid: int, connection: socket.socket) -> None:
        """Hand a signal on to a kernel; where its launcher is gone, end it."""
        said = connection.recv(16)
        if pid not in self._kernels:
            return
        if said:
            os.kill(pid, int(said.split()[0]))
        else:
            self._selector.unregister(connection)
            connection.close()
            os.kill(pid, signal.SIGKILL)

    def _reap(self, _: object) -> None:
        os.read(self._ended, 4096)
        while self._kernels or self._workers:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if not pid:
                return
            self._workers.discard(pid)
            connection = self._kernels.pop(pid, None)
            if connection is not None and connection.fileno() >= 0:
                self._selector.unregister(connection)
                code = os.waitstatus_to_exitcode(status)
                _tell(connection, code if code >= 0 else 128 - code)

    def _kill_all(self) -> None:
        for pid in (*self._kernels, *self._workers):
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)


def _tell(connection: socket.socket, code: int) -> None:
    try:
        connection.sendall(b"%d\n" % code)
    except OSError:
        return  # the launcher is gone, and asks no more
    finally:
        connection.close()


def _work(connection: socket.socket, asked: dict[str, Any]) -> None:
    os.environ["JUPYTER_PATH"] = asked["jupyter_path"]
    with (
        connection.makefile("r", encoding="utf-8") as jobs,
        connection.makefile("w", encoding="utf-8") as answers,
    ):
        answers.write("ready\n")
        answers.flush()
        run_worker(jobs, answers)


def main(address: str) -> None:
    """Open what is asked for, say so, and serve."""
    line = sys.stdin.readline()
    if not line:
        return
    wanted = json.loads(line)
    warm_up(Path(wanted["root"]), wanted["area"], [*map(Path, wanted["notebooks"])])
    server = Server(Path(address))
    print("ready", flush=True)
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    server.serve()


if __name__ == "__main__":
    main(*sys.argv[1:])
