"""Prompt templates: data with declared variables, filled in one pass, all checked before anything is asked.

They ship in the wheel as `summarize/prompts/`; in a checkout and an editable install they are
the folder `prompts/` beside the package.  No template language: `{name}` is replaced once, so text
that is filled in is never looked at again, and `{{` stands for `{`.  A folder of the user's own may
replace any of them, with the same variables.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summarize.errors import Code, UsageError

NAMES = ("condense", "merge", "revise", "translate")
LONGEST_TEMPLATE = 20_000
"""Bytes of one file; the package's own have about 1,200."""

_FIELD = re.compile(r"\{\{|\}\}|\{([a-z_]*)\}|[{}]")


@dataclass(frozen=True, slots=True)
class Prompt:
    """A template; `digest` changes with every character of it and belongs in a signature."""

    name: str
    description: str
    variables: tuple[str, ...]
    system: str
    user: str
    digest: str

    def fill(self, values: Mapping[str, str]) -> tuple[str, str]:
        """The system and user messages with every variable replaced.

        Raises:
            UsageError: Naming all variables that are missing and all that are unknown, together.
        """
        missing = [v for v in self.variables if v not in values]
        unknown = sorted(set(values) - set(self.variables))
        if missing or unknown:
            raise _bad(self.name, f"missing variables: {missing}, unknown variables: {unknown}")
        return _replace(self.system, values), _replace(self.user, values)


@dataclass(frozen=True, slots=True)
class Prompts:
    """The templates of a run."""

    condense: Prompt
    merge: Prompt
    revise: Prompt
    translate: Prompt

    @property
    def digest(self) -> str:
        """Changes with every character of any of them."""
        own = (self.condense, self.merge, self.revise, self.translate)
        return hashlib.sha256("".join(prompt.digest for prompt in own).encode()).hexdigest()[:12]


def load_prompts(folder: str = "") -> Prompts:
    """All templates, those of a folder before the package's own.

    Raises:
        UsageError: When the folder holds no template, or one of an unknown name, or one whose variables
            are not those of the package's own.
    """
    own = _list_folder(Path(folder).expanduser()) if folder else {}
    return Prompts(*(_replaced(load_prompt(name), own.get(name)) for name in NAMES))


def _list_folder(folder: Path) -> dict[str, Path]:
    own = {path.stem: path for path in sorted(folder.glob("*.toml"))}
    unknown = [name for name in own if name not in NAMES]
    if unknown or not own:
        found = f"holds a template {unknown[0][:40]!r}" if unknown else "is no folder with templates"
        raise UsageError(Code.BAD_OPTION, f"prompts: {folder.name!r} {found}; known are {', '.join(NAMES)} (.toml)")
    return own


def _replaced(shipped: Prompt, path: Path | None) -> Prompt:
    if path is None:
        return shipped
    prompt = load_prompt(shipped.name, path.parent)
    if set(prompt.variables) != set(shipped.variables):
        raise _bad(shipped.name, f"its variables must be {', '.join(shipped.variables)}")
    return prompt


def load_prompt(name: str, folder: Path | None = None) -> Prompt:
    """Read and check the template `name` of the package, or of a folder of the user's own.

    Raises:
        UsageError: When there is none of that name, or its text and its declared variables differ.
    """
    folder = folder or find_prompts()
    path = folder / f"{name}.toml"
    if not re.fullmatch(r"[a-z_]+", name) or not path.is_file():
        known = ", ".join(sorted(p.stem for p in folder.glob("*.toml")))
        raise UsageError(Code.BAD_OPTION, f"no prompt {name[:40]!r}; there are {known}")
    with path.open("rb") as file:
        data = file.read(LONGEST_TEMPLATE + 1)
    if len(data) > LONGEST_TEMPLATE:
        raise _bad(name, f"it has more than {LONGEST_TEMPLATE:,} bytes")
    return _check(name, _parse(name, data), hashlib.sha256(data).hexdigest()[:12])


def find_prompts() -> Path:
    """The folder of the package's own templates, wherever it is installed."""
    package = Path(__file__).parents[2]
    inside = package / "prompts"
    return inside if inside.is_dir() else package.parent / "prompts"


def _parse(name: str, data: bytes) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _bad(name, f"not readable as TOML ({error})") from None


def _check(name: str, table: dict[str, Any], digest: str) -> Prompt:
    declared = table.get("variables")
    texts = {key: table.get(key) for key in ("description", "system", "user")}
    if not isinstance(declared, list) or not all(isinstance(text, str) for text in texts.values()):
        raise _bad(name, "it needs description, variables, system and user")
    used = {field for key in ("system", "user") for field in _fields(name, str(texts[key]))}
    if used != set(declared):
        raise _bad(name, f"declared but unused or used but undeclared: {sorted(used ^ set(declared))}")
    return Prompt(
        name,
        str(texts["description"]),
        tuple(declared),
        str(texts["system"]).strip(),
        str(texts["user"]).strip(),
        digest,
    )


def _fields(name: str, text: str) -> list[str]:
    fields = []
    for match in _FIELD.finditer(text):
        if match[0] in ("{", "}") or match[1] == "":
            raise _bad(name, f"a stray brace at character {match.start()}; write {{{{ or }}}} for one")
        if match[1]:
            fields.append(match[1])
    return fields


def _replace(text: str, values: Mapping[str, str]) -> str:
    return _FIELD.sub(lambda m: values[m[1]] if m[1] else m[0][0], text)


def _bad(name: str, what: str) -> UsageError:
    return UsageError(Code.BAD_OPTION, f"prompt {name!r}: {what}")
