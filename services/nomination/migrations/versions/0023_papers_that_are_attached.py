"""What a dossier lacks is what nobody attached, before it was received as well."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0023"
down_revision: str | None = "0022"
branch_labels: str | None = None
depends_on: str | None = None

DOSSIERS = sa.table("dossiers", sa.column("id", sa.Uuid), sa.column("missing", sa.JSON))
PAPERS = sa.table("dossier_papers", sa.column("dossier_id", sa.Uuid), sa.column("kind", sa.Text))


def upgrade() -> None:
    connection = op.get_bind()
    attached = {tuple(row) for row in connection.execute(sa.select(PAPERS.c.dossier_id, PAPERS.c.kind))}
    for id, listed in connection.execute(sa.select(DOSSIERS.c.id, DOSSIERS.c.missing)).all():
        left = [kind for kind in listed if (id, kind) not in attached]
        if left != listed:
            connection.execute(DOSSIERS.update().where(DOSSIERS.c.id == id).values(missing=left))


def downgrade() -> None:
    """What was listed although it was attached is not listed again."""
