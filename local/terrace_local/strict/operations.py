"""A request against the model of its service: which operation it is, where its members are, and what is wrong."""

import json
from functools import cache
from urllib.parse import unquote
from xml.etree import ElementTree

from moto.core.utils import get_service_model

from terrace_local.strict.shapes import Fault, Shapes, join, missing, unknown
from terrace_local.strict.wires import Ec2, Json, Query, Text, Xml

BODIES = {"json": Json, "rest-json": Json, "rest-xml": Xml, "query": Query, "ec2": Ec2}
FORM = "application/x-www-form-urlencoded"
SIGNATURE = {"Action", "Version", "AWSAccessKeyId", "Signature", "SignatureMethod", "SignatureVersion", "Timestamp",
             "Expires", "SecurityToken"}


class Request:
    """What a check needs of a request, whatever framework received it."""

    def __init__(self, content_type, query, headers, body, labels=None, form=()):
        self.content_type = (content_type or "").partition(";")[0].strip().lower()
        self.query = query
        self.headers = headers
        self.body = body
        self.labels = labels or {}
        self.form = form


class Operation:
    """The checks of one operation, built once and kept."""

    def __init__(self, model, protocol, shapes):
        self.model = model
        self.protocol = protocol
        self.errors = [shape.error_code for shape in model.error_shapes]
        shape = model.input_shape
        self.check = None
        if shape is None:
            self.check = lambda request, faults: None
        elif protocol.startswith("rest"):
            self.check = Rest(model, shapes, BODIES[protocol]).check
        elif protocol == "json":
            self.check = lambda request, faults: shapes.check(shape)(parsed_json(request.body, faults), "", faults)
        else:
            self.check = lambda request, faults: shapes.check(shape)(parameters(request), "", faults)

    def faults(self, request):
        faults = []
        self.check(request, faults)
        return faults


class Rest:
    """Members in the path, the query string, headers and the body."""

    def __init__(self, model, shapes, wire):
        shape = model.input_shape
        self.shape, self.shapes, self.wire = shape, shapes, wire
        self.text = Shapes(Text)
        self.payload = shape.serialization.get("payload")
        self.located, self.inner = [], {}
        for name, member in shape.members.items():
            location = member.serialization.get("location")
            if location:
                self.located.append((name, location, member.serialization.get("name", name), member))
            elif name != self.payload:
                self.inner[wire.name(member, name, shape)] = (name, member)
        literal = {part.partition("=")[0] for part in model.http["requestUri"].partition("?")[2].split("&")}
        self.parameters = {written for _, location, written, _ in self.located if location == "querystring"} | literal
        self.open = any(location == "querystring" and member.type_name == "map" for _, location, _, member in self.located)

    def check(self, request, faults):
        present = set()
        for name, location, written, member in self.located:
            value = self.found(request, location, written, member)
            if value is not None:
                present.add(name)
                self.text.check(member)(value, join("", name), faults)
        faults.extend(unknown(join("", name)) for name in request.query if not (
            self.open or name in self.parameters or name.lower().startswith("x-")))
        if self.payload:
            if self.body_of_payload(request, faults):
                present.add(self.payload)
        elif self.inner:
            present |= self.body(request, faults)
        faults.extend(missing(join("", name)) for name in self.shape.required_members if name not in present)

    @staticmethod
    def found(request, location, written, member):
        if location == "uri":
            return request.labels.get(written.replace("-", "_"))
        if location == "querystring":
            if member.type_name == "map":
                return None
            values = request.query.get(written)
            return None if values is None else values if member.type_name == "list" else values[0]
        if location == "header":
            value = request.headers.get(written)
            if value is not None and member.type_name == "list":
                return [item.strip() for item in value.split(",")]
            return value
        return None

    def body_of_payload(self, request, faults):
        member = self.shape.members[self.payload]
        if member.type_name in ("blob", "string"):
            return bool(request.body)
        if not request.body:
            return False
        document = self.parsed(request, faults)
        if document is not None:
            self.shapes.check(member)(document, join("", self.payload), faults)
        return True

    def body(self, request, faults):
        document = self.parsed(request, faults)
        present = set()
        for written, value in () if document is None else self.wire.members(document):
            name, member = self.inner.get(written, (None, None))
            if name is None:
                faults.append(unknown(join("", written)))
                continue
            present.add(name)
            self.shapes.check(member)(value, join("", name), faults)
        return present

    def parsed(self, request, faults):
        if self.wire is Xml:
            return parsed_xml(request.body, faults)
        return parsed_json(request.body, faults)


class Service:
    """The operations of one service, in the protocols it speaks."""

    def __init__(self, name):
        self.model = get_service_model(name)
        self.name = name
        self.shapes = {protocol: Shapes(wire) for protocol, wire in BODIES.items()}
        self.operations = {}

    def operation(self, action, content_type):
        protocol = self.protocol(content_type)
        found = self.operations.get((action, protocol))
        if found is None:
            if action not in self.model.operation_names or protocol not in BODIES:
                return None
            found = Operation(self.model.operation_model(action), protocol, self.shapes[protocol])
            self.operations[action, protocol] = found
        return found

    def protocol(self, content_type):
        spoken = self.model.metadata.get("protocols") or [self.model.metadata["protocol"]]
        if len(spoken) == 1:
            return spoken[0]
        if content_type == FORM:
            return "query"
        return "json" if content_type.startswith("application/x-amz-json") else spoken[0]


@cache
def service(name):
    return Service(name)


def parsed_json(body, faults):
    if not body:
        return {}
    try:
        return json.loads(body)
    except ValueError as broken:
        faults.append(Fault("type", "", f"the body is no JSON: {broken}"))
        return {}


def parsed_xml(body, faults):
    if not body:
        return None
    try:
        return ElementTree.fromstring(body)
    except ElementTree.ParseError as broken:
        faults.append(Fault("type", "", f"the body is no XML: {broken}"))
        return None


def parameters(request):
    """What awsQuery and ec2Query have as names and values, without the action and the signature."""
    given = list(request.form) + [(name, value) for name, values in request.query.items() for value in values]
    return Query.tree((name, value) for name, value in given
                      if name not in SIGNATURE and not name.startswith("X-Amz-"))


def labels(groups):
    return {name: unquote(value) for name, value in (groups or {}).items() if value is not None}
