"""What all tests share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from harness.cloud import Cloud, running_cloud


@pytest.fixture(scope="session")
def cloud() -> Iterator[Cloud]:
    """One simulated AWS for each worker."""
    with running_cloud() as running:
        yield running
