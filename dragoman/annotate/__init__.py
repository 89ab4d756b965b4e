"""Who and what a page names: actors, places, weapons, times, amounts. One file a layer; `annotate` runs them in order."""

from dragoman.annotate.layers import annotate

__all__ = ["annotate"]
