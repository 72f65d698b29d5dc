"""REST of the covenant service, one router a subject."""

from __future__ import annotations

from services.covenant.api.amendments import router as amendments
from services.covenant.api.cascades import router as cascades
from services.covenant.api.clusters import router as clusters
from services.covenant.api.covenants import router as covenants
from services.covenant.api.districts import router as districts
from services.covenant.api.groupings import router as groupings
from services.covenant.api.inspections import router as inspections
from services.covenant.api.movements import router as movements
from services.covenant.api.operating_rules import router as operating_rules
from services.covenant.api.oversight import router as oversight
from services.covenant.api.plans import router as plans
from services.covenant.api.programmes import router as programmes
from services.covenant.api.progress import router as progress
from services.covenant.api.registration_sets import router as registration_sets
from services.covenant.api.reminders import router as reminders
from services.covenant.api.rules import router as rules
from services.covenant.api.signing import router as signing
from services.covenant.api.target_tables import csv_router as targets_as_csv
from services.covenant.api.target_tables import router as target_tables
from services.covenant.api.units import router as units
from services.covenant.api.units_tables import csv_router as units_as_csv
from services.covenant.api.units_tables import lines_router as units_as_lines
from services.covenant.api.years import router as years

ROUTERS = {
    "units as CSV": units_as_csv,
    "units as lines": units_as_lines,
    "units": units,
    "clusters": clusters,
    "district clusters": districts,
    "movements": movements,
    "covenants": covenants,
    "signing and registration": signing,
    "amendments": amendments,
    "registration sets": registration_sets,
    "operating rules": operating_rules,
    "programmes": programmes,
    "inspections": inspections,
    "cascades": cascades,
    "district groupings": groupings,
    "oversight": oversight,
    "reminders": reminders,
    "targets as CSV": targets_as_csv,
    "targets in bulk": target_tables,
    "targets over years": plans,
    "yearly reviews": years,
    "progress": progress,
    "rules": rules,
}
