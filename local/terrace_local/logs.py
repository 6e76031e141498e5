"""CloudWatch Logs: a log group gets, changes and loses its key.

https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_AssociateKmsKey.html
"""

from moto.logs.exceptions import InvalidParameterException, ResourceNotFoundException
from moto.logs.responses import LogsResponse

GROUP = ":log-group:"


def apply(patches):
    patches.action(LogsResponse, "AssociateKmsKey", associate)
    patches.action(LogsResponse, "DisassociateKmsKey", disassociate)


def associate(response, params):
    log_group(response, params).kms_key_id = params["kmsKeyId"]


def disassociate(response, params):
    log_group(response, params).kms_key_id = None


def log_group(response, params):
    """The group that ``logGroupName`` or the ARN ``resourceIdentifier`` names; AWS refuses both and neither."""
    given = [params[name] for name in ("logGroupName", "resourceIdentifier") if params.get(name)]
    if len(given) != 1:
        raise InvalidParameterException("Exactly one of logGroupName and resourceIdentifier is required.")
    found = response.logs_backend.groups.get(given[0].split(GROUP)[-1])
    if found is None:
        raise ResourceNotFoundException()
    return found
