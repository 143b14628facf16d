"""Benchmarks and their load generator; not shipped."""
