import pytest

from .press import printing, write_list
from .running import Clock


@pytest.fixture
def presses():
    with printing(3) as running:
        for press, kind in zip(running, ("rss", "atom", "json"), strict=True):
            press.lists["/feed"] = kind
            press.add(1, 2, 3)
        yield running


@pytest.fixture
def path(tmp_path, presses):
    return write_list(
        tmp_path / "sources.toml",
        {f"out-{number}": {"feeds": [press.url("/feed")]} for number, press in enumerate(presses)},
    )


@pytest.fixture
def clock():
    return Clock()
