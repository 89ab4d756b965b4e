"""Who and what a page names: actors, places, weapons, times, amounts. One file a layer; `annotate` runs them in order."""

from dragoman.annotate.counting import counted
from dragoman.annotate.layers import Page, annotate, look
from dragoman.annotate.timing import times_of
from dragoman.annotate.titles import titles_of
from dragoman.annotate.uses import certain

__all__ = ["Page", "annotate", "certain", "counted", "look", "times_of", "titles_of"]
