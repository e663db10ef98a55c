"""Prints as JSON the versions of the libraries named, as this interpreter would import them."""

import json
import sys
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version


def versions(names: Iterable[str]) -> dict[str, str]:
    """By name."""
    return {name: _version(name) for name in names}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "–"


if __name__ == "__main__":
    print(json.dumps(versions(sys.argv[1:])))
