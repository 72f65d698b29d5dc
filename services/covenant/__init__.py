"""The covenant service: units, blocks and clusters, movements, covenants (giao ước thi đua) and registrations."""
