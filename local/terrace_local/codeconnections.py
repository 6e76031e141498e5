"""CodeConnections (and its older name CodeStar Connections), a service that moto lacks as a whole."""

from moto import backends
from moto.core.base_backend import BackendDict, BaseBackend
from moto.core.responses import BaseResponse
from moto.moto_api._internal import mock_random

from terrace_local.patching import IN_MOTO, AwsError, Page, handler
from terrace_local.server import add_service


class ConnectionsBackend(BaseBackend):
    def __init__(self, region_name, account_id):
        super().__init__(region_name, account_id)
        self.connections = {}
        self.tags = {}


CONNECTIONS = BackendDict(ConnectionsBackend, "codestar-connections")


class ConnectionsResponse(BaseResponse):
    """Both names answer from the same state."""

    def __init__(self, service_name="codeconnections"):
        super().__init__(service_name=service_name)
        self.automated_parameter_parsing = True

    @property
    def backend(self):
        return CONNECTIONS[self.current_account][self.region]


class StarConnectionsResponse(ConnectionsResponse):
    def __init__(self):
        super().__init__("codestar-connections")


def apply(patches):
    for action, (name, function) in ACTIONS.items():
        setattr(ConnectionsResponse, name, handler(function, name))
        patches.done(action)
    for name, response_class in (("codeconnections", ConnectionsResponse),
                                 ("codestar-connections", StarConnectionsResponse)):
        if name.replace("-", "") in backends.list_of_moto_modules():
            for action in ACTIONS:
                patches.states[action] = IN_MOTO
        else:
            add_service(name, response_class)


def connection(response, arn):
    if arn not in response.backend.connections:
        raise AwsError("ResourceNotFoundException", f"Connection {arn} not found")
    return response.backend.connections[arn]


def create(response, params):
    backend = response.backend
    arn = (f"arn:aws:{response.service_name}:{backend.region_name}:{backend.account_id}:connection/"
           f"{mock_random.uuid4()}")
    # A person completes a connection in the console, so it stays pending here as there.
    backend.connections[arn] = {
        "ConnectionArn": arn, "ConnectionName": params["ConnectionName"], "ConnectionStatus": "PENDING",
        "ProviderType": params.get("ProviderType"), "HostArn": params.get("HostArn"),
        "OwnerAccountId": backend.account_id}
    backend.tags[arn] = {tag["Key"]: tag["Value"] for tag in params.get("Tags", [])}
    return {"ConnectionArn": arn, "Tags": params.get("Tags", [])}


def get(response, params):
    return {"Connection": connection(response, params["ConnectionArn"])}


def list_all(response, params):
    wanted = params.get("ProviderTypeFilter")
    return Page({"Connections": [item for item in response.backend.connections.values()
                                 if wanted in (None, item["ProviderType"])]})


def delete(response, params):
    connection(response, params["ConnectionArn"])
    del response.backend.connections[params["ConnectionArn"]]


def list_tags(response, params):
    connection(response, params["ResourceArn"])
    return {"Tags": [{"Key": key, "Value": value} for key, value in
                     response.backend.tags[params["ResourceArn"]].items()]}


def tag(response, params):
    connection(response, params["ResourceArn"])
    response.backend.tags[params["ResourceArn"]].update({tag["Key"]: tag["Value"] for tag in params["Tags"]})


def untag(response, params):
    connection(response, params["ResourceArn"])
    for key in params["TagKeys"]:
        response.backend.tags[params["ResourceArn"]].pop(key, None)


ACTIONS = {
    "CreateConnection": ("create_connection", create),
    "GetConnection": ("get_connection", get),
    "ListConnections": ("list_connections", list_all),
    "DeleteConnection": ("delete_connection", delete),
    "ListTagsForResource": ("list_tags_for_resource", list_tags),
    "TagResource": ("tag_resource", tag),
    "UntagResource": ("untag_resource", untag),
}
