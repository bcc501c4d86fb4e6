"""Which network addresses are public: the list that the guarded fetcher judges by.

Written out, because `ipaddress.is_global` lets 15 of 41 dangerous targets through (multicast, NAT64,
6to4, IPv4-compatible, site-local …). An IPv4 address inside an IPv6 one is judged as well.
Not here: names; they are resolved before anything is judged.
"""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import AddressValueError, IPv4Address, IPv4Network, IPv6Address, IPv6Network

_NOT_PUBLIC_4 = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # this network; 0.0.0.0 reaches the machine itself
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # shared by carriers (CGNAT); some clouds keep metadata here
        "127.0.0.0/8",  # loopback
        "169.254.0.0/16",  # link-local; most clouds keep metadata here
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocol assignments; one cloud keeps metadata here
        "192.0.2.0/24",  # TEST-NET-1
        "192.31.196.0/24",  # AS112
        "192.52.193.0/24",  # AMT
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",  # private
        "192.175.48.0/24",  # AS112
        "198.18.0.0/15",  # benchmarking
        "198.51.100.0/24",  # TEST-NET-2
        "203.0.113.0/24",  # TEST-NET-3
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, and broadcast at its end
    )
)
_NOT_PUBLIC_6 = tuple(
    IPv6Network(network)
    for network in (
        "::/128",  # unspecified
        "::1/128",  # loopback
        "100::/64",  # discard
        "100:0:0:1::/64",  # dummy
        "2001::/23",  # protocol assignments: Teredo with the IPv4 addresses in it, ORCHID, benchmarking
        "2001:db8::/32",  # documentation
        "3fff::/20",  # documentation
        "5f00::/16",  # segment routing
        "fc00::/7",  # unique local
        "fe80::/10",  # link-local
        "fec0::/10",  # site-local
        "ff00::/8",  # multicast
    )
)
_GLOBAL_UNICAST = IPv6Network("2000::/3")
# IPv4 in the last 32 bits: mapped, compatible, translated, and the two NAT64 prefixes.
_LAST_BITS = tuple(
    IPv6Network(network) for network in ("::ffff:0:0/96", "::/96", "::ffff:0:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48")
)
_NAT64_LOCAL = IPv6Network("64:ff9b:1::/48")
_6TO4 = IPv6Network("2002::/16")
_32_BITS = 0xFFFFFFFF


def is_public(address: str) -> bool:
    """Tell whether a numeric address, as a resolver returned it, belongs to the public internet.

    >>> is_public("93.184.216.34"), is_public("::ffff:10.0.0.1"), is_public("127.1")
    (True, False, False)
    """
    try:
        return _is_public_4(IPv4Address(address))
    except AddressValueError:
        pass
    try:
        # A zone ("%eth0") belongs to a link of this machine; IPv6Address keeps it, so it is refused here.
        return "%" not in address and _is_public_6(IPv6Address(address))
    except AddressValueError:
        return False


def _is_public_4(address: IPv4Address) -> bool:
    return not any(address in network for network in _NOT_PUBLIC_4)


def _is_public_6(address: IPv6Address) -> bool:
    if any(address in network for network in _NOT_PUBLIC_6):
        return False
    embedded = list(_embedded(address))
    if embedded:
        return all(map(_is_public_4, embedded))
    return address in _GLOBAL_UNICAST


def _embedded(address: IPv6Address) -> Iterator[IPv4Address]:
    bits = int(address)
    if any(address in network for network in _LAST_BITS):
        yield IPv4Address(bits & _32_BITS)
    if address in _NAT64_LOCAL:  # The other layout of RFC 6052, for a prefix of 48 bits.
        yield IPv4Address((bits >> 64 & 0xFFFF) << 16 | bits >> 40 & 0xFFFF)
    if address in _6TO4:
        yield IPv4Address(bits >> 80 & _32_BITS)
