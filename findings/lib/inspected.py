"""Scores given answers with scorers of Inspect, without a model."""
from inspect_ai import Task, eval
from inspect_ai.dataset import MemoryDataset, Sample
from inspect_ai.model import ModelOutput
from inspect_ai.solver import solver


@solver
def answers():
    async def solve(state, generate):
        state.output = ModelOutput.from_content("mockllm/model", state.input_text)
        return state

    return solve


def scored(pairs, *scorers):
    """Returns the samples of an evaluation of pairs of an answer and its target."""
    data = MemoryDataset([Sample(input=answer, target=target) for answer, target in pairs])
    task = Task(dataset=data, solver=answers(), scorer=list(scorers))
    return eval(task, model="mockllm/model", display="none", log_dir="logs")[0].samples
