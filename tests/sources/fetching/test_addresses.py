from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.sources.fetching.addresses import is_public

NOT_PUBLIC = [
    "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.100.100.200", "100.127.255.255",
    "127.0.0.1", "127.255.255.254", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.0.192",
    "192.0.2.1", "192.88.99.1", "192.168.0.1", "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1",
    "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:a9fe:a9fe", "::ffff:0:127.0.0.1", "::127.0.0.1",
    "64:ff9b::7f00:1", "64:ff9b::10.0.0.1", "64:ff9b:1::1", "64:ff9b:1:7f00:0:100::", "64:ff9b:1:a9fe:a9:fe00::",
    "100::1", "100:0:0:1::1", "2001:0:7f00:1::", "2001:0:5db8:d822::f5ff:fffe", "2001:2::1", "2001:10::1",
    "2001:20::1", "2001:db8::1", "2002:7f00:1::", "2002:a9fe:a9fe::1", "2002:c0a8:1::", "3fff::1", "5f00::1",
    "4000::1", "8000::1", "fc00::1", "fd00:ec2::254", "fe80::1", "fe80::1%eth0", "2606:4700::1%eth0", "febf::1",
    "fec0::1", "ff02::1", "ff0e::1",
    "", "127.1", "0x7f.1", "2130706433", "0177.0.0.1", "127.0.0.1 ", "localhost", "1.2.3.4/32", "[::1]", "::ffff:1.2.3",
]  # fmt: skip
PUBLIC = [
    "93.184.216.34", "8.8.8.8", "172.15.255.255", "172.32.0.1", "100.63.255.255", "100.128.0.1", "169.253.1.1",
    "192.0.1.1", "198.17.255.255", "198.20.0.1", "223.255.255.255", "2606:4700::6810:1", "2a00:1450:4001::1",
    "2001:4860:4860::8888", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1", "2003::1",
]  # fmt: skip


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_addresses_that_are_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_addresses_that_are(address):
    assert is_public(address)


@given(st.ip_addresses())
def test_nothing_is_public_that_the_standard_library_knows_to_be_private(address):
    if not address.is_global:
        embedded = getattr(address, "ipv4_mapped", None)
        assert not is_public(str(address)) or (embedded is not None and embedded.is_global)


@given(st.ip_addresses(v=4), st.sampled_from(["::ffff:%s", "::%s", "::ffff:0:%s", "64:ff9b::%s"]))
def test_an_embedded_address_is_judged_like_itself(address, form):
    assert is_public(str(ipaddress.IPv6Address(form % address))) == is_public(str(address)) or int(address) < 2
