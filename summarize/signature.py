"""The recipe of a result: same input and same signature, same bytes (after sacrebleu's signatures)."""

from __future__ import annotations

from summarize.models.protocols import Model
from summarize.options import Options

FORMAT = 1
"""Raised whenever the same recipe starts to give other output."""


def write_signature(
    version: str,
    options: Options,
    generator: Model | None,
    translators: tuple[str, ...],
    aids: tuple[tuple[str, str], ...] = (),
    verifier: Model | None = None,
) -> str:
    """An ordered `key:value|…` line of everything that decides the output; defaults that are off are left out.

    `aids` are the versions of the glossary, names and translation memory, as (key, version).
    Engine and dtype are in each model's revision: the engine that ran it, not the one that was asked for.

    >>> write_signature("1.0", Options(points=3), None, ())
    'summarize:1.0|format:1|model:extractive|points:3|style:points'
    """
    size = ("words", options.words) if options.words is not None else ("points", options.points)
    parts: list[tuple[str, object]] = [
        ("summarize", version),
        ("format", FORMAT),
        ("model", f"{generator.name}@{generator.revision}" if generator else "extractive"),
        size,
        ("style", options.style),
        ("query", _escape(options.query)),
        ("from", options.source_language),
        ("to", "+".join(options.to)),
        ("translator", "+".join(translators)),
        ("digits", "native" if translators and options.native_digits else ""),
        *(aids if translators else ()),
        ("verifier", f"{verifier.name}@{verifier.revision}" if verifier else ""),
    ]
    return "|".join(f"{key}:{value}" for key, value in parts if value != "")


def _escape(text: str) -> str:
    """Text with the separators of the signature percent-encoded."""
    return "".join(f"%{ord(c):02x}" if c in "%|:\n" else c for c in text)
