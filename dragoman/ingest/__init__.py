"""Documents out of paths: files, folders, zips of pages, JSON lines. The only part that reads what users give."""

from dragoman.ingest.documents import LIMIT, documents

__all__ = ["LIMIT", "documents"]
