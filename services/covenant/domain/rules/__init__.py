"""The rules of this service by subject: one function a rule, named as the sentence it enforces."""
