"""Corpus stages that count. One measure a file; its docstring is its definition."""
