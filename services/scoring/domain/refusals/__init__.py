"""What scoring answers when it says no: one class a reason, a module a subject."""
