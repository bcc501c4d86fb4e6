from __future__ import annotations

import pytest

from summarize.errors import Code, InputError
from summarize.sources.fetching.addresses import is_public
from summarize.sources.fetching.resolution import resolve_host


def test_the_systems_resolver_answers_for_this_machine():
    addresses = resolve_host("localhost")
    assert addresses
    assert not any(map(is_public, addresses))
    assert len(set(addresses)) == len(addresses)


@pytest.mark.parametrize("host", ["a" * 300, "\udc80", "-.invalid."])
def test_a_name_that_cannot_exist_has_no_address(host):
    with pytest.raises(InputError) as error:
        resolve_host(host)
    assert error.value.code is Code.FETCH_DNS
