"""What moto computes in every request although it cannot change once the gaps are filled: a sixth of a request."""

from functools import lru_cache

from moto import backends
from moto.core import responses


def keep():
    """Computes each once; a moto that has them no more has nothing to keep."""
    keep_one(responses, "method_names_from_class")  # inspects the class, for EC2 of 45 base classes
    keep_one(backends, "list_of_moto_modules")  # lists moto's folder


def keep_one(module, name):
    compute = getattr(module, name, None)
    if compute is not None and not hasattr(compute, "cache_info"):
        setattr(module, name, lru_cache(maxsize=None)(lambda *of: frozenset(compute(*of))))
