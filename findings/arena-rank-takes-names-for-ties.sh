#!/bin/sh
# arena-rank: every winner that is not written "model_a" or "model_b" is a tie, so all models have a rating of 1000.
#
# Version: arena-rank 0.1.1, Python 3.11.
# Seen: nine of ten battles won by the first model give the ratings 1191 and 809 if the winner is written "model_a" and "model_b". Written as "A" and "B", as
#   the model's own name, or as "Model_A", both are 1000, with an interval from 1000 to 1000, and nothing is said. A missing vote is a tie too: thirty of them
#   beside the ten bring the ratings to 1035 and 965.
# Expected: an error for a winner that is neither, or votes left out, as a missing vote is nobody's verdict.
# Why it matters: votes that were not cast draw all models together, and one misspelt column makes them equal, with certainty.
. "$(dirname "$0")/lib/setup.sh"
pypi arena-rank==0.1.1 pandas==3.1.1 jax==0.8.1 jaxlib==0.8.1 optax==0.2.8 jaxtyping==0.3.11
python_code <<'PY'
import pandas
from arena_rank.models.bradley_terry import BradleyTerry
from arena_rank.utils.data_utils import PairDataset


def show(name, winners):
    data = PairDataset.from_pandas(pandas.DataFrame([("a", "b", winner) for winner in winners], columns=["model_a", "model_b", "winner"]))
    seen = BradleyTerry(2).compute_ratings_and_cis(data)
    print(f"{name}:", *(f"{model} {seen['ratings'][i]:.0f}, {seen['rating_lower'][i]:.0f} to {seen['rating_upper'][i]:.0f}" for i, model in enumerate("ab")))


show("model_a, model_b", ["model_a"] * 9 + ["model_b"])
show("A, B", ["A"] * 9 + ["B"])
show("names", ["a"] * 9 + ["b"])
show("Model_A, Model_B", ["Model_A"] * 9 + ["Model_B"])
show("30 missing", ["model_a"] * 9 + ["model_b"] + [None] * 30)
PY
expect <<'SEEN'
model_a, model_b: a 1191, 1011 to 1370 b 809, 630 to 989
A, B: a 1000, 1000 to 1000 b 1000, 1000 to 1000
names: a 1000, 1000 to 1000 b 1000, 1000 to 1000
Model_A, Model_B: a 1000, 1000 to 1000 b 1000, 1000 to 1000
30 missing: a 1035, 1010 to 1061 b 965, 939 to 990
SEEN
