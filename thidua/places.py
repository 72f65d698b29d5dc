"""What is where behind the one address, embedded or distributed."""

from __future__ import annotations

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
