"""The shapes of a service's model as checks of a request: types, required and unknown members, enums, lengths, ranges,
patterns. Messages are those of Coral, the framework of most services.

botocore's own ``ParamValidator`` checks what a client is about to send (types, required members and minimums), not
what a server received. Checks are built when a request first needs them, and kept for the service.
"""

from typing import NamedTuple

from terrace_local.strict.patterns import compiled
from terrace_local.strict.wires import FLOATS, INTEGERS, NotOfType

LONGEST_SHOWN = 200


class Fault(NamedTuple):
    kind: str  # required, unknown, type, enum, length, range or pattern
    path: str
    message: str
    value: str = ""  # of an enum


class Shapes:
    """The checks of one service in one protocol: ``check(value, path, faults)`` by shape."""

    def __init__(self, wire):
        self.wire = wire
        self.checks = {}

    def check(self, shape):
        key = (shape.name, shape.type_name, bool(shape.serialization.get("flattened")))
        found = self.checks.get(key)
        if found is None:
            make = {"structure": self.structure, "list": self.list, "map": self.map}.get(shape.type_name, self.scalar)
            found = self.checks[key] = make(shape)
        return found

    def structure(self, shape):
        if getattr(shape, "is_document_type", False):
            return lambda value, path, faults: None
        wire, members = self.wire, {}
        required = list(shape.required_members)
        alone = shape.is_tagged_union if hasattr(shape, "is_tagged_union") else False

        def check(value, path, faults):
            if not members:
                members.update({wire.name(member, name, shape): (name, self.check(member))
                                for name, member in shape.members.items()})
            present = set()
            for written, inner in of_type(wire.members, path, faults, shape, value) or ():
                name, below = members.get(written, (None, None))
                if name is None:
                    faults.append(unknown(join(path, written)))
                    continue
                present.add(name)
                below(inner, join(path, name), faults)
            for name in required:
                if name not in present:
                    faults.append(missing(join(path, name)))
            if alone and len(present) != 1:
                faults.append(Fault("required", path, f"Value at '{path}' failed to satisfy constraint: "
                                                      "Member must have exactly one member set"))

        return check

    def list(self, shape):
        wire, member = self.wire, shape.member
        short, long = shape.metadata.get("min"), shape.metadata.get("max")
        below = []

        def check(value, path, faults):
            if not below:
                below.append(self.check(member))
            items = of_type(wire.items, path, faults, shape, value, shape)
            if items is None:
                return
            length(items, short, long, path, faults, shape)
            for number, item in enumerate(items, 1):
                below[0](item, f"{path}.{number}.member", faults)

        return check

    def map(self, shape):
        wire = self.wire
        short, long = shape.metadata.get("min"), shape.metadata.get("max")
        below = []

        def check(value, path, faults):
            if not below:
                below.extend((constraints(shape.key), self.check(shape.value)))
            entries = of_type(wire.entries, path, faults, shape, value, shape)
            if entries is None:
                return
            length(entries, short, long, path, faults, shape)
            for key, item in entries:
                if not isinstance(key, str):
                    faults.append(missing(f"{path}.key"))
                    continue
                below[0](key, f"{path}.key", faults)
                if item is not None:
                    below[1](item, f"{path}.{key}.member", faults)

        return check

    def scalar(self, shape):
        wire, inner = self.wire, constraints(shape)

        def check(value, path, faults):
            read = of_type(wire.scalar, path, faults, shape, value, shape)
            if read is not None:
                inner(read, path, faults)

        return check


def constraints(shape):
    """The check of a scalar that was read."""
    kind = shape.type_name
    short, long = shape.metadata.get("min"), shape.metadata.get("max")
    allowed = shape.metadata.get("enum")
    pattern = shape.metadata.get("pattern")

    def check(value, path, faults):
        if kind in INTEGERS or kind in FLOATS:
            ranged(value, short, long, path, faults)
        elif kind in ("string", "character", "blob"):
            if short is not None or long is not None:
                length(value, short, long, path, faults, shape)
            if allowed and value not in allowed:
                faults.append(constraint("enum", path, value, shape,
                                         f"Member must satisfy enum value set: [{', '.join(allowed)}]")
                              ._replace(value=value))
            if pattern and not compiled(pattern).fullmatch(value):
                faults.append(constraint("pattern", path, value, shape,
                                         f"Member must satisfy regular expression pattern: {pattern}"))

    return check


def of_type(read, path, faults, shape, *arguments):
    try:
        return read(*arguments)
    except NotOfType as wrong:
        faults.append(Fault("type", path, f"{wrong.found} can not be converted to {article(shape.type_name)} "
                                          f"at '{path}'"))
        return None


def length(value, short, long, path, faults, shape):
    if short is not None and len(value) < short:
        faults.append(constraint("length", path, value, shape,
                                 f"Member must have length greater than or equal to {short}"))
    if long is not None and len(value) > long:
        faults.append(constraint("length", path, value, shape,
                                 f"Member must have length less than or equal to {long}"))


def ranged(value, low, high, path, faults):
    if low is not None and float(value) < low:
        faults.append(Fault("range", path, f"Value '{value}' at '{path}' failed to satisfy constraint: "
                                           f"Member must have value greater than or equal to {low}"))
    if high is not None and float(value) > high:
        faults.append(Fault("range", path, f"Value '{value}' at '{path}' failed to satisfy constraint: "
                                           f"Member must have value less than or equal to {high}"))


def constraint(kind, path, value, shape, must):
    at = "Value at" if shape.metadata.get("sensitive") or not isinstance(value, str) else f"Value '{shown(value)}' at"
    return Fault(kind, path, f"{at} '{path}' failed to satisfy constraint: {must}")


def shown(value):
    return value if len(value) <= LONGEST_SHOWN else f"{value[:LONGEST_SHOWN]}…"


def missing(path):
    return Fault("required", path, f"Value at '{path}' failed to satisfy constraint: Member must not be null")


def unknown(path):
    return Fault("unknown", path, f"Value at '{path}' failed to satisfy constraint: "
                                  "Member must be one of the service's model")


def join(path, name):
    """Paths are written as Coral does: ``tags.1.member.key``."""
    name = name[0].lower() + name[1:]
    return f"{path}.{name}" if path else name


def article(kind):
    return f"an {kind.capitalize()}" if kind[0] in "aeiou" else f"a {kind.capitalize()}"
