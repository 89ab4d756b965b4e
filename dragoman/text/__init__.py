"""Sentences, words, numbers, and stems for comparing stretches of a text."""

from dragoman.text.numbers import Number, numbers
from dragoman.text.sentences import sentence_spans, sentences
from dragoman.text.stems import content_stems, stem
from dragoman.text.words import words

__all__ = ["Number", "content_stems", "numbers", "sentence_spans", "sentences", "stem", "words"]
