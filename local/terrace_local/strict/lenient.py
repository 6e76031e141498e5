"""Where the model is stricter than the service, or a request is right although the model says otherwise."""

import fnmatch
from typing import NamedTuple


class Lenient(NamedTuple):
    service: str
    action: str  # with * for any
    path: str  # of the member, with * for any
    kind: str
    reason: str

    def covers(self, service, action, fault):
        return (service == self.service and fault.kind == self.kind and fnmatch.fnmatchcase(action, self.action)
                and fnmatch.fnmatchcase(fault.path, self.path))


LENIENT = [
]


def severe(service, action, faults):
    """The faults that AWS would refuse too."""
    return [fault for fault in faults if not any(entry.covers(service, action, fault) for entry in LENIENT)]
