"""With which code AWS refuses a faulty request: each protocol and some services have their own.

Query services: https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html (ValidationError); RDS:
https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/CommonErrors.html (InvalidParameterValue, MissingParameter);
ElastiCache: https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/CommonErrors.html (the same); EC2:
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html (InvalidParameterValue, MissingParameter,
UnknownParameter); S3: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html (MalformedXML,
InvalidArgument). JSON services have the code that the operation's model lists, else Coral's own ValidationException; a
value of another type is a SerializationException.
"""

import re
from typing import NamedTuple

LISTED = ("ValidationException", "ValidationError", "InvalidParameterException", "InvalidParameterValueException",
          "InvalidInputException", "InvalidInput", "InvalidArgumentException", "InvalidRequestException", "BadRequest")
# Services whose framework refuses a request before the errors that their operations list.
FRAMEWORK = {"lambda": "ValidationException", "secretsmanager": "ValidationException",
             "dynamodb": "ValidationException", "kms": "ValidationException"}
NAMED_AS_EC2 = {"rds", "elasticache"}
PARAMETER = {"sns": "InvalidParameter"}


class Refused(Exception):
    """The answer to a request that AWS would refuse."""

    def __init__(self, code, message):
        super().__init__(f"{code}: {message}")
        self.code, self.message = code, message


class Known(NamedTuple):
    service: str
    protocol: str
    errors: list  # codes that the operation's model lists


def refusal(known, faults):
    """AWS names all violated constraints at once; a body that cannot be read, or EC2, the first fault alone."""
    if known.service == "ec2":
        return ec2(faults[0])
    if known.service == "s3":
        return s3(faults[0])
    if known.service in NAMED_AS_EC2:
        return parameter(faults)
    unreadable = [fault for fault in faults if fault.kind == "type"]
    if unreadable and known.protocol in ("json", "rest-json"):
        return Refused("SerializationException", unreadable[0].message)
    return Refused(code(known), coral(faults))


def code(known):
    if known.service in FRAMEWORK:
        return FRAMEWORK[known.service]
    if known.protocol == "query":
        return PARAMETER.get(known.service, "ValidationError")
    return next((listed for listed in LISTED if listed in known.errors), "ValidationException")


def coral(faults):
    one = "1 validation error" if len(faults) == 1 else f"{len(faults)} validation errors"
    return f"{one} detected: {'; '.join(fault.message for fault in faults)}"


def parameter(faults):
    missing = [fault for fault in faults if fault.kind == "required"]
    if missing:
        return Refused("MissingParameter", f"The request must contain the parameter {written(missing[0].path)}.")
    return Refused("InvalidParameterValue", coral(faults))


def ec2(fault):
    name = written(fault.path)
    if fault.kind == "required":
        return Refused("MissingParameter", f"The request must contain the parameter {name}")
    if fault.kind == "unknown":
        return Refused("UnknownParameter", f"The parameter {name} is not recognized")
    return Refused("InvalidParameterValue", fault.message.replace(f"'{fault.path}'", f"'{name}'"))


def s3(fault):
    if fault.path and "." not in fault.path:
        return Refused("InvalidArgument", fault.message)
    return Refused("MalformedXML", "The XML you provided was not well-formed or did not validate against our "
                                   f"published schema: {fault.message}")


def written(path):
    """A path as the request has it: ``TagSpecification.1.ResourceType``."""
    return re.sub(r"\.member(?=\.|$)", "", re.sub(r"(^|\.)([a-z])", lambda at: at[1] + at[2].upper(), path)
                  .replace(".Member", ".member"))
