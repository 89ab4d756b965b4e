"""Corpus stages: what needs more than one page. Each judges pairs and says why; a cluster is what its links connect."""
