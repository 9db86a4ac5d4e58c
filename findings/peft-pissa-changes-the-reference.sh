#!/bin/sh
# PEFT: with init_lora_weights="pissa" or "olora" the model without its adapter is not the base model, and so DPO's reference is another model.
#
# Version: peft 0.21.0, trl 1.16.0, transformers 5.24.0, torch 2.15.0, Python 3.11.
# Seen: both ways take a part of each matrix out of the base and put it into the adapter. disable_adapter() leaves what remains, whose
#   log-probabilities are more than 1 nat away from the base's. DPOTrainer with peft_config takes that for its reference: at the first step,
#   where the policy is the base, the reward is not 0 and the loss is not 0.693. No warning of either library.
# Expected: an exception or a warning where the adapter is disabled to have the base back, as PEFT gives it for trained biases.
# Why it matters: beta holds the policy to a damaged model; the KL that is reported is not that of the base.
. "$(dirname "$0")/lib/setup.sh"
trl
python_code <<'PY'
from tiny import *
from peft import LoraConfig, get_peft_model
from trl import DPOConfig, DPOTrainer
torch.manual_seed(0)
LlamaForCausalLM(config(initializer_range=0.3)).save_pretrained("base")
ids = torch.tensor([[3, 4, 5]])

def base():
    return LlamaForCausalLM.from_pretrained("base").eval()

for kind in (True, "pissa", "olora"):
    lora = LoraConfig(target_modules=["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"], r=8, init_lora_weights=kind)
    model = get_peft_model(base(), lora).eval()
    expected = base()(ids).logits.log_softmax(-1)
    adapted = (model(ids).logits.log_softmax(-1) - expected).abs().max().item()
    with model.disable_adapter():
        disabled = (model(ids).logits.log_softmax(-1) - expected).abs().max().item()
    trainer = DPOTrainer(base(), args=DPOConfig("out", max_steps=1, beta=1.0, per_device_train_batch_size=2, **quiet), train_dataset=pairs(*[("yes a", "no")] * 4),
        processing_class=tokenizer(), peft_config=lora)
    trainer.train()
    log = log_lines(trainer)[0]
    show("init_lora_weights=%s: adapted as the base: %s, disabled as the base: %s, disabled is 1 nat away: %s, first loss is 0.693: %s, first reward is 0: %s" % (kind,
        adapted < 1e-3, disabled < 1e-3, disabled > 1, abs(log["loss"] - 0.6931) < 1e-3, abs(log["rewards/chosen"]) < 1e-3))
PY
expect <<'SEEN'
init_lora_weights=True: adapted as the base: True, disabled as the base: True, disabled is 1 nat away: False, first loss is 0.693: True, first reward is 0: True
init_lora_weights=pissa: adapted as the base: True, disabled as the base: False, disabled is 1 nat away: True, first loss is 0.693: False, first reward is 0: False
init_lora_weights=olora: adapted as the base: True, disabled as the base: False, disabled is 1 nat away: True, first loss is 0.693: False, first reward is 0: False
SEEN
