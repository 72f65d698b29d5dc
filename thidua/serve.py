"""`thidua serve`: claim the data directory, open the services, say what is where, serve until Ctrl-C or SIGTERM."""

from __future__ import annotations

import os
import sys
import threading

import uvicorn
from rich.console import Console

from thidua.data import DataDirectory
from thidua.embedded import create_root, open_services
from thidua.listening import listen, serve_until_stopped, server_of
from thidua.places import announce, base_url
from thidua.settings import ServeSettings


def serve(settings: ServeSettings, console: Console, *, on_leash: bool = False) -> None:
    """Serve everything from this process until it is asked to stop; whatever was answered is on disk.

    On a leash it also stops when its standard input ends: when whoever started it is gone, however that happened.

    Raises:
        InUse: another process has the data directory.
        PortTaken: the address is taken or not ours.
    """
    data = DataDirectory(settings.data_dir)
    with data.claimed(), listen(settings.host, settings.port) as listener:
        embedded = open_services(data, settings.trusted)
        server = server_of(create_root(embedded, settings))
        with embedded.following():
            announce(console, base_url(settings.host, listener.getsockname()[1]), settings.data_dir, embedded.issuer)
            console.print("Ctrl-C để dừng · Ctrl-C stops", highlight=False)
            if on_leash:
                threading.Thread(target=_follow_starter, args=(server,), daemon=True).start()
            serve_until_stopped(server, listener)
        console.print("Đã dừng; dữ liệu còn nguyên. · Stopped; everything is kept.")


def _follow_starter(server: uvicorn.Server) -> None:
    while os.read(sys.stdin.fileno(), 1024):
        pass
    server.should_exit = True
