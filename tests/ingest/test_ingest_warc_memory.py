"""A gigabyte of web archive passes through bounded memory."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

# Runs by itself, so that what other tests have in memory does not count; a process that was started by a large one begins
# with its parent's peak, hence the one between. The archive is made as it is read: nothing of it lies on a disk.
PROGRAM = """
import gzip, io, json, random, resource, sys, time, zlib
from dragoman.ingest.warc import records
from dragoman.model import Document

noise = random.Random(3)

def record(address, media, body, more=0):
    block = b"HTTP/1.1 200 OK\\r\\nContent-Type: " + media + b"\\r\\n\\r\\n" + body
    length = len(block) + more
    head = "WARC/1.0\\r\\nWARC-Type: response\\r\\nWARC-Target-URI: %s\\r\\nContent-Length: %d\\r\\n\\r\\n"
    return (head % (address, length)).encode() + block + b"\\r\\n\\r\\n"

pages = [
    gzip.compress(record("https://coast.example/%d" % n, b"text/html", b"<html><p>" + noise.randbytes(30_000)), 1)
    for n in range(100)
]
cut = gzip.compress(record("https://coast.example/cut", b"text/html", noise.randbytes(90_000)), 1)[:50_000]
image = gzip.compress(record("https://coast.example/image", b"image/jpeg", noise.randbytes(3_000_000)), 0)
large = gzip.compress(record("https://coast.example/large", b"text/html", b"<p>" * 5_000_000), 1)

def huge():  # one record that unpacks to a gigabyte and a half
    coder = zlib.compressobj(1, zlib.DEFLATED, 31)
    yield coder.compress(record("https://coast.example/film", b"video/mp4", b"", 1_500_000_000)[:-4])
    for _ in range(1_500):
        yield coder.compress(bytes(1_000_000))
    yield coder.flush()

def archive(size):
    made = 0
    yield from huge()
    while made < size:
        for part in (*pages, cut, pages[0], image, large):
            made += len(part)
            yield part

class Made(io.RawIOBase):
    def __init__(self, parts):
        self.parts, self.left, self.size = parts, b"", 0
    def read(self, size=-1):
        while len(self.left) < size and (part := next(self.parts, b"")):
            self.left += part
        data, self.left = self.left[:size], self.left[size:]
        self.size += len(data)
        return data

peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
before, began, stream = peak(), time.process_time(), Made(filter(None, archive(int(sys.argv[1]))))
kinds = {}
for one in records("news.warc.gz", stream, 20_000_000):
    kind = "page" if isinstance(one, Document) else one.reason
    kinds[kind] = kinds.get(kind, 0) + 1
print(json.dumps({"grown": peak() - before, "seconds": time.process_time() - began, "size": stream.size, "kinds": kinds}))
"""
BETWEEN = "import subprocess, sys; sys.exit(subprocess.run([sys.executable, '-c', *sys.argv[1:]]).returncode)"


@pytest.mark.slow
def test_a_gigabyte_is_read_in_bounded_memory() -> None:
    command = [sys.executable, "-c", BETWEEN, PROGRAM, "1000000000"]
    found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    assert found["size"] > 1_000_000_000
    assert found["kinds"]["page"] > 16_000
    assert found["kinds"].keys() == {"page", "damaged-archive"}
    assert found["grown"] < 600_000_000
    assert found["seconds"] < 60  # of the processor
