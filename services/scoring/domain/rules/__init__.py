"""The rules of scoring: one function a rule, a module a subject."""
