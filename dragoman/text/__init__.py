"""Sentences, words, and stems for comparing stretches of a text."""

from dragoman.text.sentences import sentence_spans, sentences
from dragoman.text.stems import content_stems, stem
from dragoman.text.words import words

__all__ = ["content_stems", "sentence_spans", "sentences", "stem", "words"]
