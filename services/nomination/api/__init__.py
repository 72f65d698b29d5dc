"""REST of the nomination service, one router a subject."""

from __future__ import annotations

from services.nomination.api.aims import router as aims
from services.nomination.api.commendations import router as commendations
from services.nomination.api.confirmations import router as confirmations
from services.nomination.api.decisions import router as decisions
from services.nomination.api.dossiers import router as dossiers
from services.nomination.api.good_examples import router as good_examples
from services.nomination.api.history import router as history
from services.nomination.api.mandates import router as mandates
from services.nomination.api.medal_lists import router as medals_as_csv
from services.nomination.api.medal_steps import router as medal_steps
from services.nomination.api.medals import router as medals
from services.nomination.api.merit_files import router as merit_files
from services.nomination.api.nominations import router as nominations
from services.nomination.api.objections import router as objections
from services.nomination.api.quota_lines import router as quota_lines
from services.nomination.api.rotation import router as rotation
from services.nomination.api.sessions import router as sessions
from services.nomination.api.titles import router as titles
from services.nomination.api.voting import router as voting
from services.nomination.api.watch import router as watch

ROUTERS = {
    "merit files": merit_files,
    "titles": titles,
    "nominations": nominations,
    "sessions": sessions,
    "voting": voting,
    "mandates": mandates,
    "quota lines": quota_lines,
    "decisions": decisions,
    "dossiers": dossiers,
    "watch": watch,
    "commendations": commendations,
    "objections": objections,
    "history": history,
    "rotation": rotation,
    "figure confirmations": confirmations,
    "medals as CSV": medals_as_csv,
    "medals": medals,
    "steps of medals": medal_steps,
    "good examples": good_examples,
    "aims": aims,
}
