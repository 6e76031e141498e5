"""Where the model is stricter than the service, or a request is right although the model says otherwise."""

import fnmatch
import re
from typing import NamedTuple


class Lenient(NamedTuple):
    service: str
    action: str  # with * for any
    path: str  # of the member, with * for any
    kind: str
    values: str  # what a value of an enum must match to be taken
    reason: str

    def covers(self, service, action, fault):
        return (service == self.service and fault.kind == self.kind and fnmatch.fnmatchcase(action, self.action)
                and fnmatch.fnmatchcase(fault.path, self.path) and re.fullmatch(self.values, fault.value) is not None)


NEWER = "AWS adds values every month, and the installed botocore may be older than the configuration"
LENIENT = [
    Lenient("ec2", "*", "*instanceType", "enum", r"[a-z][a-z0-9-]*\.((\d+x?)?(large|xlarge)|medium|small|micro|nano|metal\S*)",
            NEWER),
    Lenient("lambda", "*", "runtime", "enum", r"(dotnet|java|nodejs|provided|python|ruby)[\w.]*", NEWER),
]


def severe(service, action, faults):
    """The faults that AWS would refuse too."""
    return [fault for fault in faults if not any(entry.covers(service, action, fault) for entry in LENIENT)]
