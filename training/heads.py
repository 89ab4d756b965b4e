"""The reader as a trainable module: the encoder, and the heads over its words."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from dragoman.codebook import load as load_codebook
from dragoman.model import CLAIM_KINDS, STATUSES
from dragoman.reader import schema
from training.base import Encoder, Packed

PAIR, LINK = 128, 64  # width of the space in which words and mentions meet


class Reader(nn.Module):
    """Word vectors of one sentence, its words and mentions -> what every head says.

    Shapes: x [1, L, 384], given [1, L], pool [W, L], spans [M, W], near [W, M] (class of distance). Outputs: logits per
    word (mention, type, concept, status, commentary, edges, said), per trigger word and mention (roles, [W, M + 1, 5],
    index 0 is the speaker who is not named), per content's first word and word (links, [W, W, 2]).
    """

    def __init__(self, file: Packed, layers: int | None = None) -> None:
        super().__init__()
        width = file.width
        self.encoder = Encoder(file, layers)
        self.given = nn.Parameter(torch.zeros(width))
        self.sizes = [
            len(schema.MENTION_TAGS),
            len(schema.TYPES),
            len(schema.CONCEPTS),
            len(STATUSES),
            1,
            9,
            len(CLAIM_KINDS),
        ]
        self.words = nn.Linear(width, sum(self.sizes))
        book = load_codebook()
        kinds = [schema.TYPES.index(book.concepts[name].type) for name in schema.CONCEPTS]
        self.register_buffer("type_of", torch.tensor(kinds), persistent=False)
        self.trigger, self.mention = nn.Linear(width, 2 * PAIR), nn.Linear(width, 2 * PAIR)
        self.speaker = nn.Parameter(torch.zeros(1, 2 * PAIR))
        self.near = nn.Embedding(schema.DISTANCES, PAIR)
        self.role = nn.Linear(PAIR, len(schema.ROLES))
        self.content, self.other = nn.Linear(width, 2 * LINK), nn.Linear(width, 2 * LINK)
        self.link = nn.Linear(LINK, len(schema.LINKS))

    def hidden(self, x: Tensor, given: Tensor, mask: Tensor | None = None) -> Tensor:
        """Returns the encoder's states of word vectors, told where the tables found somebody."""
        return self.encoder(x + given[..., None] * self.given, mask)

    def tags(self, words: Tensor) -> list[Tensor]:
        """Returns the logits of the heads that answer for each word. A concept's stand on its type's."""
        mention, kind, concept, *rest = self.words(words).split(self.sizes, 1)
        return [mention, kind, concept + kind[:, self.type_of], *rest]

    def roles(self, triggers: Tensor, mentions: Tensor, near: Tensor) -> Tensor:
        """Returns what each mention is to each trigger: [T, M + 1, roles]."""
        a, b = self.trigger(triggers), torch.cat([self.speaker, self.mention(mentions)])
        far = (
            torch.cat([torch.zeros_like(self.near(near)[:, :1]), self.near(near)], 1)
            if near.shape[1]
            else self.near.weight.new_zeros(len(triggers), 1, PAIR)
        )
        met = a[:, None, :PAIR] + b[None, :, :PAIR] + far + a[:, None, PAIR:] * b[None, :, PAIR:]
        return self.role(F.gelu(met))

    def links(self, starts: Tensor, words: Tensor) -> Tensor:
        """Returns how likely each word begins the source, the cue of each content: [S, W, links]."""
        a, b = self.content(starts), self.other(words)
        return self.link(F.gelu(a[:, None, :LINK] + b[None, :, :LINK] + a[:, None, LINK:] * b[None, :, LINK:]))

    def forward(self, x: Tensor, given: Tensor, pool: Tensor, spans: Tensor, near: Tensor) -> tuple[Tensor, ...]:
        """The whole of it for one sentence, as it is exported."""
        words = pool @ self.hidden(x, given)[0]
        far = self.near(near)
        far = torch.cat([torch.zeros_like(self.trigger(words))[:, None, :PAIR], far], 1)
        a, b = self.trigger(words), torch.cat([self.speaker, self.mention(spans @ words)])
        met = a[:, None, :PAIR] + b[None, :, :PAIR] + far + a[:, None, PAIR:] * b[None, :, PAIR:]
        return (*self.tags(words), self.role(F.gelu(met)), self.links(words, words), words)
