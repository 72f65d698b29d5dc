"""Tests of the covenant service."""
