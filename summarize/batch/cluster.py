"""Workers that are actors of a Ray cluster: models are loaded once an actor, and a dead actor is replaced.

Rows, order, journal and quarantine are those of a run on one machine, so the output is the same bytes.
"""

from __future__ import annotations

import time
from typing import Any

from summarize.batch.chunks import Outcome
from summarize.batch.crews import PATIENCE_SECONDS, Case, Crew, Worker, WorkerDiedError
from summarize.batch.rows import Digester, Recipe
from summarize.errors import Code, ModelError, SummarizeError, UsageError

POLL_SECONDS = 0.5
LOCAL = "local"


class Actor(Worker):
    """An actor somewhere on the cluster."""

    def __init__(self, ray: Any, recipe: Recipe, gpus: float) -> None:
        self._ray = ray
        self._actor = ray.remote(Digester).options(num_cpus=1, num_gpus=gpus).remote(recipe)
        self._opening = self._actor.__ray_ready__.remote()
        self.promise: Any = None
        self._since = time.monotonic()

    def give(self, case: Case) -> None:
        """Begin a case."""
        self.case = case
        self._since = time.monotonic()
        self.promise = self._actor.digest_chunk.remote(case.records)

    def answer(self) -> list[Outcome]:
        """See `Worker`."""
        try:
            outcomes: list[Outcome] = self._ray.get(self.promise)
        except self._ray.exceptions.RayTaskError as error:
            raise _understood(error.cause) from None
        except self._ray.exceptions.RayActorError as error:
            cause = getattr(error, "cause", None)
            if isinstance(cause, SummarizeError):
                raise cause from None
            raise WorkerDiedError from None
        return outcomes

    def begun(self) -> list[int]:
        """See `Worker`; which row it was at is not known."""
        assert self.case is not None
        return self.case.places

    def is_stuck(self, patience: float) -> bool:
        """See `Worker`; counted from when its models were open."""
        assert self.case is not None
        if self._opening and not self._ray.wait([self._opening], timeout=0)[0]:
            self._since = time.monotonic()
        else:
            self._opening = None
        return time.monotonic() - self._since > patience * len(self.case.places)

    def kill(self) -> None:
        """End it at once."""
        self._ray.kill(self._actor)


def hire_actors(recipe: Recipe, address: str, workers: int | None = None, patience: float = PATIENCE_SECONDS) -> Crew:
    """A crew of Ray actors, as many as the cluster has processors or, for models on GPUs, GPUs.

    Args:
        recipe: What they make.
        address: Of a cluster ("auto", "ray://HOST:PORT"), or "local" to start one here.
        workers: How many; None for as many as there is room for.
        patience: Seconds that a row may take.

    Raises:
        UsageError: When Ray is missing, or there is no such cluster.
    """
    try:
        import ray
    except ModuleNotFoundError:
        raise UsageError(Code.UNSUPPORTED, "--ray needs Ray: pip install 'summarize[ray]'") from None
    if not ray.is_initialized():
        try:
            ray.init(address=None if address == LOCAL else address, include_dashboard=False, log_to_driver=False)
        except (ConnectionError, ValueError, RuntimeError) as error:
            raise UsageError(Code.BAD_OPTION, f"--ray {address}: no cluster answers ({type(error).__name__})") from None
    room = ray.cluster_resources()
    gpus = 1.0 if recipe.uses_models and room.get("GPU", 0) >= 1 and recipe.options.device != "cpu" else 0.0
    count = workers or int(room["GPU"] if gpus else room.get("CPU", 1))
    return Crew(recipe, count, lambda: Actor(ray, recipe, gpus), lambda busy: _wait(ray, busy), patience)


def _wait(ray: Any, workers: list[Any]) -> list[Worker]:
    promises = {worker.promise: worker for worker in workers}
    ready, _ = ray.wait(list(promises), num_returns=1, timeout=POLL_SECONDS)
    return [promises[promise] for promise in ready]


def _understood(cause: BaseException) -> BaseException:
    if isinstance(cause, SummarizeError):
        return cause
    return ModelError(Code.BAD_MODEL, f"an actor failed with {type(cause).__name__}")
