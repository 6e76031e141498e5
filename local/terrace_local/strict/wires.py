"""How structures, lists, maps and scalars look in a request of each protocol.

Each wire has the same few functions, so that one walk of the model's shapes serves all protocols
(https://smithy.io/2.0/aws/protocols/index.html).
"""

import base64
import binascii

from botocore.utils import parse_timestamp

INTEGERS = {"integer", "long", "short", "byte"}
FLOATS = {"float", "double"}


class NotOfType(Exception):
    """A value has another type than its shape; ``found`` is what it is in the words of AWS."""

    def __init__(self, found):
        super().__init__(found)
        self.found = found


class Json:
    """awsJson1_0, awsJson1_1 and the body of restJson1."""

    NAMES = {dict: "STRUCTURE_VALUE", list: "LIST_VALUE", str: "STRING_VALUE", int: "NUMBER_VALUE",
             float: "DECIMAL_VALUE"}

    @staticmethod
    def name(shape, member, _):
        return shape.serialization.get("name", member)

    @classmethod
    def members(cls, value):
        return [item for item in cls.of(dict, value).items() if item[0] != "__type" and item[1] is not None]

    @classmethod
    def entries(cls, value, _):
        return cls.of(dict, value).items()

    @classmethod
    def items(cls, value, _):
        return cls.of(list, value)

    @classmethod
    def scalar(cls, value, shape):
        kind = shape.type_name
        if kind == "boolean":
            if not isinstance(value, bool):
                raise NotOfType(cls.found(value))
        elif kind in INTEGERS:
            if isinstance(value, bool) or not isinstance(value, (int, float)) or value != int(value):
                raise NotOfType(cls.found(value))
        elif kind in FLOATS:
            if isinstance(value, bool) or not (isinstance(value, (int, float))
                                               or value in ("NaN", "Infinity", "-Infinity")):
                raise NotOfType(cls.found(value))
        elif kind == "blob":
            return decoded(cls.of(str, value))
        elif kind == "timestamp":
            return moment(value)
        else:
            cls.of(str, value)
        return value

    @classmethod
    def of(cls, kind, value):
        if not isinstance(value, kind):
            raise NotOfType(cls.found(value))
        return value

    @classmethod
    def found(cls, value):
        return f"{value}".upper() + "_VALUE" if isinstance(value, bool) else cls.NAMES.get(type(value), "NULL_VALUE")


class Text:
    """Scalars as text: headers, query strings, labels of a path; also the base of the protocols below."""

    @staticmethod
    def items(value, _):
        return value if isinstance(value, list) else [value]

    @staticmethod
    def entries(value, _):
        return value.items()

    @classmethod
    def scalar(cls, value, shape):
        text = cls.text(value)
        kind = shape.type_name
        try:
            if kind == "boolean":
                if text.lower() not in ("true", "false"):
                    raise NotOfType(text)
                return text.lower() == "true"
            if kind in INTEGERS:
                return int(text)
            if kind in FLOATS:
                return float(text)
        except ValueError:
            raise NotOfType(text) from None
        if kind == "blob":
            return decoded(text)
        return moment(text) if kind == "timestamp" else text

    @staticmethod
    def text(value):
        if not isinstance(value, str):
            raise NotOfType("STRUCTURE_VALUE")
        return value


class Query(Text):
    """awsQuery: ``Tags.member.1.Key=…``, as a tree of the names' parts."""

    @staticmethod
    def tree(parameters):
        root = {}
        for name, value in parameters:
            node = root
            *parents, leaf = name.split(".")
            for parent in parents:
                below = node.get(parent)
                if not isinstance(below, dict):
                    below = node[parent] = {}
                node = below
            node.setdefault(leaf, value)
        return root

    @staticmethod
    def name(shape, member, _):
        if shape.type_name == "list" and shape.is_flattened:
            return shape.member.serialization.get("name") or shape.serialization.get("name", member)
        return shape.serialization.get("locationNameForQueryCompatibility") or shape.serialization.get("name", member)

    @classmethod
    def members(cls, value):
        return cls.inner(value).items()

    @classmethod
    def items(cls, value, shape):
        if value == "":
            return []
        if not shape.is_flattened:
            value = cls.only(value, shape.member.serialization.get("name", "member"))
        return cls.numbered(value)

    @classmethod
    def entries(cls, value, shape):
        if not shape.is_flattened:
            value = cls.only(value, "entry")
        key, item = shape.key.serialization.get("name", "key"), shape.value.serialization.get("name", "value")
        return [(cls.inner(entry).get(key), entry.get(item, "")) for entry in cls.numbered(value)]

    @classmethod
    def only(cls, value, name):
        found = cls.inner(value)
        if set(found) != {name}:
            raise NotOfType(f"members {', '.join(sorted(found))}")
        return found[name]

    @classmethod
    def numbered(cls, value):
        found = cls.inner(value)
        if not all(number.isdigit() for number in found):
            raise NotOfType(f"members {', '.join(sorted(found))}")
        return [found[number] for number in sorted(found, key=int)]

    @staticmethod
    def inner(value):
        if not isinstance(value, dict):
            raise NotOfType(f"{value}")
        return value


class Ec2(Query):
    """ec2Query: like awsQuery, with lists that are always flat and names in capitals."""

    @staticmethod
    def name(shape, member, _):
        if "queryName" in shape.serialization:
            return shape.serialization["queryName"]
        name = shape.serialization.get("name", member)
        return name[0].upper() + name[1:]

    @classmethod
    def items(cls, value, _):
        return cls.numbered(value)


class Xml(Text):
    """The body of restXml, as elements of ElementTree."""

    @staticmethod
    def name(shape, member, _):
        if shape.type_name == "list" and shape.is_flattened:
            return shape.member.serialization.get("name") or shape.serialization.get("name", member)
        return shape.serialization.get("name", member)

    @staticmethod
    def members(element):
        """Children by name; those of a flat list are together, as a list."""
        if isinstance(element, (list, str)):
            raise NotOfType("LIST_VALUE" if isinstance(element, list) else "STRING_VALUE")
        found = {}
        for child in element:
            found.setdefault(tag(child), []).append(child)
        for name in element.attrib:
            found.setdefault("xsi:type" if name.endswith("}type") else name, []).append(element.attrib[name])
        return [(name, children[0] if len(children) == 1 else children) for name, children in found.items()]

    @staticmethod
    def items(value, shape):
        if shape.is_flattened:
            return value if isinstance(value, list) else [value]
        return list(value)

    @staticmethod
    def entries(value, shape):
        key, item = shape.key.serialization.get("name", "key"), shape.value.serialization.get("name", "value")
        entries = []
        for entry in value:
            inner = dict(Xml.members(entry))
            entries.append((Xml.text(inner.get(key)), inner.get(item)))
        return entries

    @staticmethod
    def text(value):
        if isinstance(value, str):
            return value
        if isinstance(value, list) or value is None or len(value):
            raise NotOfType("STRUCTURE_VALUE")
        return value.text or ""


def tag(element):
    return element.tag.rpartition("}")[2]


def decoded(text):
    try:
        return base64.b64decode(text, validate=False)
    except (binascii.Error, ValueError):
        raise NotOfType("STRING_VALUE") from None


def moment(value):
    try:
        parse_timestamp(value)
    except (ValueError, OverflowError, TypeError, RuntimeError):
        raise NotOfType("STRING_VALUE") from None
    return value
