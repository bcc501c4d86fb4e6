"""The Space: the interface of `summarize`, at home on Hugging Face.

The setting SUMMARIZE_PROFILE names the models: "embedded" (the default) needs none, "standard" fetches its own
at start, for English into Arabic; SUMMARIZE_TO names other target languages, as in "ar fr".
"""

import os
import sys
from pathlib import Path

from summarize.models.commands import Wish, get_models
from summarize.summarizer import Summarizer
from summarize.web.serving import Place, open_page

# Before anything imports torch.
try:
    from spaces import GPU
except ImportError:
    GPU = None

profile = os.environ.get("SUMMARIZE_PROFILE", "embedded")
if profile != "embedded":
    get_models(
        Wish([profile], os.environ.get("SUMMARIZE_TO", "ar").split()),
        sys.stderr,
        offline=False,
        accept_non_commercial=False,
    )
place = Place(
    host=os.environ.get("GRADIO_SERVER_NAME", "0.0.0.0"),  # noqa: S104 - a container, behind the Space's own door
    port=int(os.environ.get("GRADIO_SERVER_PORT", "7860")),
    examples=Path(__file__).parent / "examples",
)
page = open_page(Summarizer(), place, accelerate=GPU(duration=120) if GPU else lambda run: run)
page.block_thread()
