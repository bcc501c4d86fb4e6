"""The numbers that quotes go by, the same wherever a digest is shown."""

from __future__ import annotations

from summarize.types import Digest, Evidence


def number_evidence(digest: Digest) -> dict[Evidence, int]:
    """Every piece of evidence with its number, from 1 in the order in which it is first cited."""
    cited = (
        *(evidence for point in digest.points for evidence in point.evidence),
        *(evidence for change in digest.changes for evidence in change.evidence),
        *(e for item in (*digest.disagreements, *digest.updates) for value in item.values for e in value.evidence),
        *(evidence for event in digest.timeline for evidence in event.evidence),
    )
    return {evidence: number for number, evidence in enumerate(dict.fromkeys(cited), 1)}
