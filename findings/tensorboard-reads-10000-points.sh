#!/bin/sh
# TensorBoard: EventAccumulator, the way to read a run's numbers back, leaves points out beyond 10,000 and says nothing.
#
# Version: tensorboard 2.21.0, tensorboardX 2.6.5, Python 3.11.
# Seen: of the 12,000 losses of a run 10,000 come back; the missing 2,000 are drawn at random from all steps but the last, so the gaps
#   are everywhere. size_guidance={"scalars": 0} gives all.
# Expected: what was written; drawing fewer points is the browser's affair.
# Why it matters: sums, running means and areas computed from a long training's events are off, and every run plots as if it were whole.
. "$(dirname "$0")/lib/setup.sh"
pypi tensorboard==2.21.0 tensorboardX==2.6.5
python_code <<'PY'
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from tensorboardX import SummaryWriter
with SummaryWriter("run") as writer:
    for step in range(12000):
        writer.add_scalar("loss", 1.0, step)
for name, options in {"as it comes": {}, "size_guidance": {"size_guidance": {"scalars": 0}}}.items():
    events = EventAccumulator("run", **options).Reload().Scalars("loss")
    gaps = sum(later.step != earlier.step + 1 for earlier, later in zip(events, events[1:]))
    print(name + ":", len(events), "points, last step", events[-1].step, "- gaps:", "many" if gaps > 1000 else gaps)
PY
expect <<'SEEN'
as it comes: 10000 points, last step 11999 - gaps: many
size_guidance: 12000 points, last step 11999 - gaps: 0
SEEN
