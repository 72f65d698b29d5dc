"""`thidua serve`: claim the data directory, open the services, say what is where, serve until Ctrl-C or SIGTERM."""

from __future__ import annotations

import os
import sys
import threading

import uvicorn
from rich.console import Console

from thidua.data import DataDirectory
from thidua.development import PEOPLE
from thidua.embedded import Embedded, create_root, open_services
from thidua.listening import listen, serve_until_stopped, server_of
from thidua.places import PLACES
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
            _announce(console, embedded, settings, listener.getsockname()[1])
            if on_leash:
                threading.Thread(target=_follow_starter, args=(server,), daemon=True).start()
            serve_until_stopped(server, listener)
        console.print("Đã dừng; dữ liệu còn nguyên. · Stopped; everything is kept.")


def _follow_starter(server: uvicorn.Server) -> None:
    while os.read(sys.stdin.fileno(), 1024):
        pass
    server.should_exit = True


def _announce(console: Console, embedded: Embedded, settings: ServeSettings, port: int) -> None:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    base = f"http://{host}:{port}"
    console.print(
        f"[bold]Thi Đua[/bold]  {base}   (dữ liệu · data: {settings.data_dir})", highlight=False, soft_wrap=True
    )
    for path, text in PLACES.items():
        console.print(f"  {base + path:44} {text}", highlight=False, soft_wrap=True)
    if embedded.issuer is None:
        return
    console.print("\nThẻ thử nghiệm, 12 giờ, chỉ trên máy này · development tokens, 12 hours, this machine only:")
    for title, person in PEOPLE.items():
        console.print(f"[bold]{title}[/bold]", highlight=False)
        console.print(f"  {embedded.issuer.token(person)}", highlight=False, soft_wrap=True)
    console.print("Ctrl-C để dừng · Ctrl-C stops", highlight=False)
