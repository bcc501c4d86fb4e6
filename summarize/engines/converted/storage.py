"""Where conversions are kept: made once for each content of a model's files, found again by it.

    $SUMMARIZE_HOME/converted/CONTENT-int8-4.8.5/     the model, as CTranslate2 reads it

CONTENT is a digest of the files that the checkpoint was loaded from: a commit would not do, for a
folder may claim any.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import mkdtemp

from summarize.checkpoints.checkpoint import Checkpoint, Specification
from summarize.checkpoints.digests import digest_files
from summarize.engines.converted.conversion import Quantization, convert_checkpoint
from summarize.errors import Code, StorageError
from summarize.models.store import home

WEIGHTS = "model.bin"


def conversion_folder(
    specification: Specification, quantization: Quantization, environ: Mapping[str, str] = os.environ
) -> Path:
    """Where the conversion of a model is kept, whether or not it exists."""
    import ctranslate2

    content = digest_files(specification.files)
    return home(environ) / "converted" / f"{content}-{quantization}-{ctranslate2.__version__}"


def keep_conversion(folder: Path, load: Callable[[], Checkpoint], quantization: Quantization) -> None:
    """Makes a conversion unless it is there; a folder that exists is always whole.

    Args:
        folder: Where it is kept.
        load: Loads the checkpoint; called only when it is needed.
        quantization: What the weights are kept in.

    Raises:
        ModelError: When the checkpoint cannot be loaded or converted.
        StorageError: When the folder cannot be written.
    """
    if (folder / WEIGHTS).is_file():
        return
    checkpoint = load()
    partial = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        partial = Path(mkdtemp(prefix=".", dir=folder.parent))
        convert_checkpoint(checkpoint, partial, quantization)
        partial.rename(folder)
    except OSError as error:
        if (folder / WEIGHTS).is_file():
            return  # another run was faster
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        raise StorageError(
            Code.NO_SPACE if full else Code.WRITE_ERROR,
            f"the conversion of {checkpoint.name!r} cannot be kept: {error.strerror}; "
            "set SUMMARIZE_HOME, or use --engine transformers",
        ) from error
    finally:
        if partial is not None:
            shutil.rmtree(partial, ignore_errors=True)
