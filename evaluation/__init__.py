"""How good Dragoman is, and the floors below which it must not fall. `python -m evaluation.gate` measures and compares."""
