"""The rules of nominating, voting and deciding: one function a rule, named as the sentence it enforces."""
