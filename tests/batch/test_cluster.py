import psutil
import pytest

from summarize.batch.cluster import hire_actors

ray = pytest.importorskip("ray")


@pytest.fixture(scope="module")
def cluster():
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False)
    yield
    ray.shutdown()


def actor_processes():
    """Those of this cluster, which are below this process."""
    return [p for p in psutil.Process().children(recursive=True) if "ray::Digester" in " ".join(p.cmdline())]


def test_two_actors_write_the_bytes_of_the_local_run_though_one_is_killed(cluster, tmp_path, lines, write, run, recipe):
    source = write(tmp_path / "rows.jsonl", [*lines(60), b"{", b""])
    local = run(source, tmp_path / "local.jsonl", rows=4)
    killed = []

    def kill_one(tally, _share):
        if tally.records and not killed:
            actors = actor_processes()
            actors[0].kill()
            killed.append(actors[0])

    crew = hire_actors(recipe, "local", 2)
    assert run(source, tmp_path / "ray.jsonl", rows=4, make=crew.make, report=kill_one) == local
    assert killed
    assert (tmp_path / "ray.jsonl").read_bytes() == (tmp_path / "local.jsonl").read_bytes()
