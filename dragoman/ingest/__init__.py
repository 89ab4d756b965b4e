"""Documents out of paths and addresses: files, folders, archives, exports, feeds. The only part that reads what users give, and
that touches the network."""

from dragoman.ingest.documents import LIMIT, documents, is_address

__all__ = ["LIMIT", "documents", "is_address"]
