"""What this service answers when it says no, by subject: one class a reason."""
