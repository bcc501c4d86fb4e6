"""Addresses that must never be connected to, in every spelling, and a network that notices when one is.

Not here: files; `vectors` has those.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import httpx

PUBLIC = "93.184.216.34"
_SPELLINGS = {
    "U01": "127.0.0.1 127.0.0.2 127.1.1.1 127.255.255.254",
    "U02": "localhost LOCALHOST localhost. foo.localhost printer.local db.internal intranet a.home.arpa x.lan",
    "U03": "127.1 127.0.1 0 0x0 00000000 0.0.0.0",
    "U04": "2130706433 017700000001",
    "U05": "0x7f000001 0x7f.0x0.0x0.0x1 0x7f.1 0X7F.1",
    "U06": "0177.0.0.1 0177.0.0.01 127.000.000.001",
    "U07": "①②⑦.⓪.⓪.① １２７.0.0.1 𝟏𝟐𝟕.𝟎.𝟎.𝟏 ｌｏｃａｌｈｏｓｔ",
    "U08": "127。0。0。1 127｡0｡0｡1 127．0．0．1",
    "U09": "[::1] [::] [0:0:0:0:0:0:0:1] [::1%25lo] [0000::0001]",
    "U10": "[::ffff:127.0.0.1] [::ffff:7f00:1] [::ffff:a9fe:a9fe]",
    "U11": "[::127.0.0.1] [::ffff:0:127.0.0.1] [::ffff:0:7f00:1]",
    "U12": "[64:ff9b::7f00:1] [64:ff9b:1::1] [64:ff9b::a9fe:a9fe]",
    "U13": "[2002:7f00:1::] [2002:a00:1::] [2001:0:4136:e378:8000:63bf:3fff:fdd2]",
    "U14": "[fe80::1] [fec0::1] [fc00::1] [fd00:ec2::254]",
    "U15": "10.0.0.1 10.255.255.255 172.16.0.1 172.31.255.255 192.168.0.1 192.168.255.255",
    "U16": "169.254.169.254 2852039166 0xa9fea9fe 0251.0376.0251.0376 169.254.43518",
    "U17": "100.64.0.1 100.100.100.200 100.127.255.255",
    "U18": "192.0.0.192 192.88.99.1 198.18.0.1 198.19.255.255 192.0.2.1 198.51.100.1 203.0.113.1",
    "U19": "224.0.0.1 239.255.255.250 [ff02::1] 240.0.0.1 255.255.255.255",
    "U20": "[3fff::1] [5f00::1] [100::1] [2001:db8::1]",
    "U21": "metadata.google.internal metadata instance-data metadata.internal",
    "U39": "a%00.example a%0d%0a.example " + "a" * 300 + ".example " + "a." * 140 + "example",
    "U40": "xn--.example xn--a-0.example",
}
_TEXTS = {
    "U29": "http:///x http:/x http://",
    "U32": "file:///etc/passwd file://host/share FILE:///etc/passwd view-source:file:///etc/passwd",
    "U33": "gopher://h/ dict://h/ ftp://h/ sftp://h/ tftp://h/ ldap://h/ jar:http://h!/ netdoc:///x data:text/plain,x "
    "blob:http://h/x about:blank javascript:alert(1) ws://h/ wss://h/ unix:///run/x",
    "U35": "http://news.example@127.0.0.1/ http://127.0.0.1@news.example/ http://user:pass@news.example/",
    "U36": r"http://news.example\@127.0.0.1/ http://127.1.1.1:80\@127.2.2.2:80/ http://1.1.1.1&@2.2.2.2#@3.3.3.3/",
    "U37": r"http:\\127.0.0.1 http:/\127.0.0.1 \\127.0.0.1\share",
    "U38": " ".join(f"http://news.example:{p}/" for p in ("0", "22", "25", "6379", "65536", "-1", "80a", "11211")),
    "U41": "http://news.example/" + "a" * 100_000,
}
_TARGETS = (
    "http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://169.254.169.254/latest", "http://10.0.0.1/",
    "http://2130706433/", "http://inside.example/", "file:///etc/passwd", "gopher://127.0.0.1/", "data:text/html,x",
    "javascript:alert(1)", "ftp://127.0.0.1/", "//127.0.0.1/", "\\\\127.0.0.1\\x", "", "/a\r\nHost: 127.0.0.1",
)  # fmt: skip
_ANSWERS = {
    "inside.example": ["127.0.0.1"],
    "first.example": [PUBLIC, "10.0.0.1"],
    "last.example": ["10.0.0.1", PUBLIC],
    "six.example": [PUBLIC, "::1"],
    "mapped.example": ["::ffff:169.254.169.254"],
    "nothing.example": [],
}


@dataclass(slots=True)
class Tripwire:
    """A resolver and a transport: whoever is asked for something not public is remembered in `reached`.

    The host "turns.example" is public when asked first and local ever after.
    """

    reached: list[str] = field(default_factory=list)
    asked: int = 0
    turned: bool = False

    def resolve(self, host: str) -> list[str]:
        """Return the addresses of a name."""
        if host == "turns.example":
            self.turned, was = True, self.turned
            return ["127.0.0.1"] if was else [PUBLIC]
        return _ANSWERS.get(host, [PUBLIC])

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer: a path /STATUS/NUMBER redirects to that target, turns.example to itself."""
        import httpx

        self.asked += 1
        if request.url.host != PUBLIC:
            self.reached.append(str(request.url))
        parts = request.url.path.split("/")
        if request.headers["host"] == "turns.example":
            return httpx.Response(302, headers={"location": "http://turns.example/again"})
        if len(parts) == 3 and parts[1].isdecimal():
            return httpx.Response(int(parts[1]), headers=[(b"location", _TARGETS[int(parts[2])].encode())])
        if request.url.path == "/loop":
            return httpx.Response(302, headers={"location": "/loop"})
        return httpx.Response(200, content=b"page")


def address_vectors() -> Iterator[tuple[str, str]]:
    """Yield the row of the list and the address, for every form."""
    for row, hosts in _SPELLINGS.items():
        for host in hosts.split():
            yield row, f"http://{host}/"
            yield row, f"https://{host}/a?b#c"
    for row, texts in _TEXTS.items():
        for text in texts.split():
            yield row, text
    yield "U36", "http://1.1.1.1 &@2.2.2.2# @3.3.3.3/"
    for code in (301, 302, 303, 307, 308):
        for number in range(len(_TARGETS)):
            yield "U27", f"http://news.example/{code}/{number}"
    for host in _ANSWERS:
        yield "U23", f"http://{host}/"
    yield "U24", "http://turns.example/"
    yield "U28", "http://news.example/loop"
