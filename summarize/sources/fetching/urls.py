"""Addresses of web pages, taken apart once and strictly; what is taken apart here is what is connected to.

Not here: resolving names, and judging where they lead.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from urllib.parse import quote, urljoin

from summarize.errors import Code, InputError
from summarize.limits import Limits

PORTS = (80, 443, 8080, 8443)
"""Ports of web servers; others belong to services that were never meant to be read as pages."""
_DEFAULT_PORTS = {"http": 80, "https": 443}

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_URL = re.compile(
    r"(?P<scheme>https?)://(?P<host>[^\s/?#@:\[\]\\%<>\"^`{|}]+|\[[0-9A-Fa-f:.]+\])(?::(?P<port>[0-9]{1,5}))?"
    r"(?P<path>/[^?#]*)?(?P<query>\?[^#]*)?(?P<fragment>#.*)?",
    re.IGNORECASE | re.DOTALL,
)
_UNSAFE = re.compile(r"[\x00-\x20\x7f-\xa0\\\u2028\u2029\ud800-\udfff]")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER = re.compile(r"(?:[0-9]+|0x[0-9a-f]*)")
# Names that only mean something inside a machine, a house or a company.
_INSIDE = (
    "localhost",
    "local",
    "localdomain",
    "internal",
    "intranet",
    "lan",
    "home",
    "corp",
    "private",
    "arpa",
    "onion",
)
_LONGEST_HOST = 253


@dataclass(frozen=True, slots=True)
class Url:
    """A checked address: the host is lower-case ASCII or a canonical IP address, the target is quoted."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def is_numeric(self) -> bool:
        """Whether the host is an IP address."""
        return ":" in self.host or self.host.replace(".", "").isdigit()

    @property
    def authority(self) -> str:
        """The host, and the port where it is not the scheme's own, as a Host header has them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    def __str__(self) -> str:
        return f"{self.scheme}://{self.authority}{self.target}"


def parse_url(text: str, limits: Limits) -> Url:
    """Return the parts of an http or https address.

    Raises:
        InputError: BAD_URL when it is not one, BLOCKED when its scheme, port, credentials or host are refused.
    """
    if len(text) > limits.url_characters:
        raise InputError(
            Code.BAD_URL, f"has {len(text):,} characters; the limit for an address is {limits.url_characters:,}"
        )
    scheme = _SCHEME.match(text)
    if scheme and scheme[1].lower() not in _DEFAULT_PORTS:
        raise InputError(Code.BLOCKED, f"has the scheme {scheme[1][:20]!r}; only http and https are fetched")
    if _UNSAFE.search(text):
        raise InputError(Code.BAD_URL, "holds spaces, backslashes or control characters; write it percent-encoded")
    authority = re.split(r"[/?#]", text.partition("://")[2], maxsplit=1)[0]
    if "@" in authority:
        raise InputError(Code.BLOCKED, "holds a user name or password, which is never sent; leave it out")
    found = _URL.fullmatch(text)
    if not found:
        raise InputError(Code.BAD_URL, "is no address of a web page; write it as https://host/path")
    name = found["scheme"].lower()
    port = int(found["port"] or _DEFAULT_PORTS[name])
    if port not in PORTS:
        raise InputError(Code.BLOCKED, f"names port {port}; only {', '.join(map(str, PORTS))} are fetched from")
    # "%" stays: what is quoted already must not be quoted again.
    path = quote(found["path"] or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(found["query"] or "", safe="/%:@!$&'()*+,;=~-._?")
    return Url(name, _host(found["host"]), port, path + query)


def resolve_redirect(url: Url, location: str, limits: Limits) -> Url:
    """Return where a redirect leads.

    Raises:
        InputError: As `parse_url` does; BLOCKED also where it leads from https to http.
    """
    if not location or _UNSAFE.search(location):
        raise InputError(Code.BAD_URL, "redirects to an address that cannot be read; open it in a browser")
    try:
        target = urljoin(str(url), location)
    except ValueError as error:
        raise InputError(Code.BAD_URL, "redirects to an address that cannot be read; open it in a browser") from error
    next_url = parse_url(target, limits)
    if url.scheme == "https" and next_url.scheme == "http":
        raise InputError(Code.BLOCKED, "redirects from https to http, where anyone could change it; not followed")
    return next_url


def _host(text: str) -> str:
    if text.startswith("["):
        try:
            return str(IPv6Address(text[1:-1]))
        except AddressValueError as error:
            raise InputError(Code.BAD_URL, "names an IPv6 address that does not exist") from error
    host = _ascii(text).removesuffix(".")
    labels = host.split(".")
    if _NUMBER.fullmatch(labels[-1]):
        # 127.1, 0x7f.1 and 2130706433 are all one address to a resolver; only the plain form is taken.
        try:
            return str(IPv4Address(host))
        except AddressValueError as error:
            raise InputError(Code.BLOCKED, "names a number that is not a plain IPv4 address") from error
    if len(host) > _LONGEST_HOST or not all(map(_LABEL.fullmatch, labels)):
        raise InputError(Code.BAD_URL, "names a host that cannot exist; check the spelling")
    if len(labels) == 1 or labels[-1] in _INSIDE:
        raise InputError(
            Code.BLOCKED, "names a host inside this machine or network; only public hosts are fetched from"
        )
    return host


def _ascii(host: str) -> str:
    if host.isascii() and "xn--" not in host.lower():
        return host.lower()
    import idna

    try:
        return idna.encode(host, uts46=True, std3_rules=True).decode("ascii").lower()
    except (idna.IDNAError, UnicodeError) as error:
        raise InputError(Code.BAD_URL, "names a host that cannot exist; check the spelling") from error
