from __future__ import annotations

import logging
import pickle

import pytest

from summarize.errors import Code, InputError
from summarize.sources.boundary import parsing, quieten


@pytest.mark.parametrize(
    ("raised", "code"),
    [
        (KeyError("secret text"), Code.BAD_FORMAT),
        (RecursionError(), Code.TOO_DEEP),
        (MemoryError(), Code.LIMIT),
        (InputError(Code.ENCRYPTED, "needs a password"), Code.ENCRYPTED),
    ],
)
def test_whatever_a_library_raises_has_a_code_and_no_text(raised, code):
    with pytest.raises(InputError) as error, parsing("PDF"):
        raise raised
    assert error.value.code is code
    assert "secret" not in str(error.value)
    assert pickle.loads(pickle.dumps(error.value)).message == error.value.message


def test_an_interrupt_is_no_damaged_input():
    with pytest.raises(KeyboardInterrupt), parsing("PDF"):
        raise KeyboardInterrupt


def test_complaints_stay_off_the_terminal_but_reach_a_programs_own_log(capsys, caplog):
    quieten("a_parsing_library")
    quieten("a_parsing_library")
    logger = logging.getLogger("a_parsing_library")
    assert len(logger.handlers) == 1
    logger.warning("odd file")
    assert "odd file" not in capsys.readouterr().err
    assert "odd file" in caplog.text
