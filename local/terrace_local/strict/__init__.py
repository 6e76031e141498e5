"""Validates every request against the model of its service before it is answered, as AWS does.

The models are botocore's, which moto depends on. Checks are built for an operation when it is first asked for; a fork
of the server inherits those of its parent.
"""

import json

from flask import request as flask_request
from moto.core.responses import BaseResponse
from moto.s3.responses import S3Response

from terrace_local.strict import names
from terrace_local.strict.lenient import severe
from terrace_local.strict.operations import Request, labels, parameters, service
from terrace_local.strict.refusals import Known, Refused, refusal
from terrace_local.strict.s3_operations import action_of

__all__ = ["Refused", "apply", "validate"]


def apply(patches):
    patches.wrap("requests against the service's model", BaseResponse, "call_action", before_the_action)
    for name in ("bucket_response", "key_response"):
        patches.wrap("S3 requests against the service's model", S3Response, name, before_the_response)


def before_the_action(original):
    def call_action(self):
        action = self._get_action()
        if action:
            groups = self.uri_match.groupdict() if self.uri_match else {}
            validate(self.boto3_service_name, action,
                     Request(self.headers.get("Content-Type"), query(), self.headers, body_of(self), labels(groups),
                             list(flask_request.form.items(multi=True))))
        return original(self)

    return call_action


def before_the_response(original):
    def response(self, request, full_url, headers):
        if self.subdomain_based_buckets(request):
            bucket, key = request.host.partition(".")[0], request.path[1:]
        else:
            bucket, _, key = request.path[1:].partition("/")
        asked = Request("", query(), request.headers, b"", {"Bucket": bucket or None, "Key": key or None})
        action = action_of(asked, request.method, bucket, key)
        if action and "aws-chunked" not in request.headers.get("Content-Encoding", ""):
            if action not in ("PutObject", "UploadPart"):  # the bodies of objects are not the model's
                asked.body = request.get_data()
            validate("s3", action, asked)
        return original(self, request, full_url, headers)

    return response


def body_of(response):
    """moto decodes the body of some services in place."""
    return response.body if isinstance(response.body, (str, bytes)) else response.raw_body


def query():
    return dict(flask_request.args.lists())


def validate(name, action, request):
    """Raises what AWS would answer if the request is not what the model of the service says."""
    known = service(name).operation(action, request.content_type)
    if known is None:
        return
    faults = severe(name, action, known.faults(request))
    if faults:
        raise refusal(Known(name, known.protocol, known.errors), faults)
    if (name, action) in names.BY_OPERATION:
        names.check(name, action, values(known.protocol, request))


def values(protocol, request):
    """The members of a request as they are on the wire; of REST, those in its path."""
    if protocol == "json":
        return json.loads(request.body or "{}")
    return request.labels if protocol.startswith("rest") else parameters(request)
