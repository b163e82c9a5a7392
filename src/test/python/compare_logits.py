"""Compares the logits of a folder that `vitrine convert` wrote, in Hugging Face's transformers, with Vitrine's own.

    vitrine convert my-model out --to llama
    vitrine inspect --model my-model --input-ids 1,2,3 --tensor logits --json | python compare_logits.py out 1,2,3
"""
import json
import sys

import torch
from transformers import AutoModelForCausalLM

folder, ids = sys.argv[1:3]
ours = json.loads(sys.stdin.readline())
model, info = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32, output_loading_info=True)
lost = {key: names for key, names in info.items() if names}
if lost:
    sys.exit(f"{folder}: not all tensors have their place: {lost}")
with torch.no_grad():
    theirs = model.eval()(torch.tensor([[int(i) for i in ids.split(",")]])).logits
difference = (theirs - torch.tensor(ours["data"]).view(theirs.shape)).abs().max().item()
print(f"{type(model).__name__}: largest difference of {theirs.numel()} logits {difference:.3g}, largest logit {theirs.abs().max().item():.3g}")
sys.exit(difference > 1e-4)
