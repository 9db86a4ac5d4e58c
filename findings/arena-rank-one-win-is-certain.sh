#!/bin/sh
# arena-rank: a model that won its only battle has a rating of 2825, with a 95 % interval of 2825 to 2825.
#
# Version: arena-rank 0.1.1, Python 3.11.
# Seen: the ranking of the LMArena gives 1 win of 1, and 10 of 10, the ratings 2824.9 and -824.9 with intervals of no width; 9 wins of 10 have 1011 to 1370.
#   The error is computed from what the fit leaves over, and a fit of wins only leaves nothing over.
# Expected: a rating without a finite value, or an interval that is the wider the fewer battles there are.
# Why it matters: a model that has just been added and won its first battles is first, with certainty.
. "$(dirname "$0")/lib/setup.sh"
pypi arena-rank==0.1.1 pandas==3.1.1 jax==0.8.1 jaxlib==0.8.1 optax==0.2.8 jaxtyping==0.3.11
python_code <<'PY'
import pandas
from arena_rank.models.bradley_terry import BradleyTerry
from arena_rank.utils.data_utils import PairDataset


def show(wins, losses):
    battles = [("a", "b", "model_a")] * wins + [("a", "b", "model_b")] * losses
    data = PairDataset.from_pandas(pandas.DataFrame(battles, columns=["model_a", "model_b", "winner"]))
    seen = BradleyTerry(2).compute_ratings_and_cis(data)
    ends = [f"{float(seen[key][0]):.1f}" for key in ("ratings", "rating_lower", "rating_upper")]
    print(f"{wins} won, {losses} lost: {ends[0]}, {ends[1]} to {ends[2]}")


show(1, 0)
show(10, 0)
show(9, 1)
PY
expect <<'SEEN'
1 won, 0 lost: 2824.9, 2824.9 to 2824.9
10 won, 0 lost: 2824.9, 2824.9 to 2824.9
9 won, 1 lost: 1190.8, 1011.4 to 1370.3
SEEN
