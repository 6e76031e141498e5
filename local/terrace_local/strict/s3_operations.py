"""Which operation an S3 request is: S3 tells them apart by query parameters and headers, not by path."""

from functools import cache
from typing import NamedTuple

from terrace_local.strict.operations import service


class Candidate(NamedTuple):
    action: str
    parameters: dict  # query parameters that must be there, with their values or None
    headers: list

    def fits(self, request):
        return (all(name in request.query and (value is None or request.query[name][0] == value)
                    for name, value in self.parameters.items())
                and all(request.headers.get(name) is not None for name in self.headers))


def action_of(request, method, bucket, key):
    """The name of the operation, or None; several operations may answer a path, the most specific one does."""
    for candidate in candidates(method, bool(bucket), bool(key)):
        if candidate.fits(request):
            return candidate.action
    return None


@cache
def candidates(method, has_bucket, has_key):
    found = []
    for action in service("s3").model.operation_names:
        model = service("s3").model.operation_model(action)
        path, _, query = model.http["requestUri"].partition("?")
        if model.http["method"] != method or model.deprecated or path == "/WriteGetObjectResponse":
            continue
        if ("{Bucket}" in path, "{Key+}" in path) != (has_bucket, has_key):
            continue
        parameters = {name: value or None for name, _, value in
                      (part.partition("=") for part in query.split("&") if part)}
        found.append(Candidate(action, {**parameters, **required(model, "querystring")},
                               list(required(model, "header"))))
    return sorted(found, key=lambda candidate: -len(candidate.parameters) - len(candidate.headers))


def required(model, location):
    shape = model.input_shape
    return {member.serialization["name"]: None for name, member in (shape.members if shape else {}).items()
            if name in shape.required_members and member.serialization.get("location") == location}
