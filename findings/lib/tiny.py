"""A tokenizer of ten words and a model of one layer, for the scripts about TRL, PEFT and transformers."""
import sys

import datasets
import torch
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

shown = sys.stdout
sys.stdout = sys.stderr  # trainers print their progress
datasets.disable_progress_bars()
quiet = dict(report_to="none", use_cpu=True, bf16=False, disable_tqdm=True, logging_steps=1)


def show(*texts):
    """Prints what the script compares."""
    print(*texts, file=shown, flush=True)


def tokenizer():
    """The tokenizer: 0 is the padding, 1 the end, 2 the unknown word."""
    words = ["[pad]", "</s>", "[unk]", "why", "yes", "no", "a", "b", "c", "d"]
    model = Tokenizer(models.WordLevel({word: i for i, word in enumerate(words)}, unk_token="[unk]"))
    model.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    return PreTrainedTokenizerFast(tokenizer_object=model, pad_token="[pad]", eos_token="</s>", unk_token="[unk]")


def config(**options):
    """A small model's configuration."""
    return LlamaConfig(vocab_size=10, hidden_size=16, intermediate_size=32, num_hidden_layers=1, num_attention_heads=2, max_position_embeddings=64,
                       bos_token_id=None, eos_token_id=1, pad_token_id=0, **options)


def start(folder="start"):
    """A model with random weights, saved in a folder and loaded from it."""
    torch.manual_seed(0)
    LlamaForCausalLM(config()).save_pretrained(folder)
    return LlamaForCausalLM.from_pretrained(folder)


def log_lines(trainer, key="loss"):
    """The lines of a trainer's log that have a key."""
    return [line for line in trainer.state.log_history if key in line]


def pairs(*answers):
    """Rows of a prompt with a chosen and a rejected answer."""
    return datasets.Dataset.from_list([{"prompt": "why ", "chosen": chosen, "rejected": rejected} for chosen, rejected in answers])
