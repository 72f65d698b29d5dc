"""What is where behind the one address, embedded or distributed."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from kernel.identity import DevelopmentIssuer
from thidua.development import PEOPLE

PLACES = {
    "/graphql": "Cổng GraphQL và trình soạn truy vấn · the GraphQL gateway, with an editor in the browser",
    "/covenant/docs": "Giao ước: đơn vị, khối, cụm, phong trào, đăng ký · units, clusters, movements, covenants",
    "/scoring/docs": "Chấm điểm: bảng điểm, kết quả, xếp hạng · score tables, results, boards",
    "/nomination/docs": "Bình xét: đề nghị, bỏ phiếu, quyết định · nominations, votes, decisions",
    "/healthz": "Tình trạng hoạt động · health",
}
"""What is where; the start of a run prints it, and `/` shows it."""


def welcome() -> str:
    """The page at `/`."""
    rows = "".join(f'<li><a href="{path}"><code>{path}</code></a> {text}</li>' for path, text in PLACES.items())
    return (
        '<!doctype html><html lang="vi"><meta charset="utf-8"><title>Thi Đua</title>'
        f"<body><h1>Thi Đua</h1><p>Thi đua, khen thưởng ngành Bảo hiểm xã hội Việt Nam</p><ul>{rows}</ul></body></html>"
    )


def base_url(host: str, port: int) -> str:
    """The address as clients write it."""
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def announce(console: Console, base: str, data_dir: Path, issuer: DevelopmentIssuer | None) -> None:
    """Tell the person who started it what is where, and with whose tokens to try it."""
    console.print(f"[bold]Thi Đua[/bold]  {base}   (dữ liệu · data: {data_dir})", highlight=False, soft_wrap=True)
    for path, text in PLACES.items():
        console.print(f"  {base + path:44} {text}", highlight=False, soft_wrap=True)
    if issuer is None:
        return
    console.print("\nThẻ thử nghiệm, 12 giờ, chỉ trên máy này · development tokens, 12 hours, this machine only:")
    for title, person in PEOPLE.items():
        console.print(f"[bold]{title}[/bold]", highlight=False)
        console.print(f"  {issuer.token(person)}", highlight=False, soft_wrap=True)
