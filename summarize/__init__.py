"""Articles in, checked key points out, in the reader's language.

    import summarize
    result = summarize.digest(["story/a.html", "story/b.txt"], points=5, to=["ar"])
    for point in result.points:
        print(point.text, point.support, [e.quote for e in point.evidence])

Importing this costs nothing: models, readers and interfaces load when they are used.
"""

from summarize.errors import InputError, ModelError, StorageError, SummarizeError, UsageError
from summarize.options import Options
from summarize.summarizer import Summarizer, digest
from summarize.types import Digest, Document, Evidence, KeyPoint, Translation
from summarize.version import VERSION

__version__ = VERSION

__all__ = [
    "Digest",
    "Document",
    "Evidence",
    "InputError",
    "KeyPoint",
    "ModelError",
    "Options",
    "StorageError",
    "SummarizeError",
    "Summarizer",
    "Translation",
    "UsageError",
    "__version__",
    "digest",
]
