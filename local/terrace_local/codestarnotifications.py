"""CodeStar Notifications (of pipelines and builds), a service that moto lacks as a whole."""

from moto.core.base_backend import BackendDict, BaseBackend
from moto.core.responses import BaseResponse
from moto.core.utils import utcnow
from moto.moto_api._internal import mock_random

from terrace_local.patching import AwsError, Page, handler
from terrace_local.server import add_service


class NotificationsBackend(BaseBackend):
    def __init__(self, region_name, account_id):
        super().__init__(region_name, account_id)
        self.rules = {}


NOTIFICATIONS = BackendDict(NotificationsBackend, "codestar-notifications")


class NotificationsResponse(BaseResponse):
    def __init__(self):
        super().__init__(service_name="codestar-notifications")
        self.automated_parameter_parsing = True

    @property
    def rules(self):
        return NOTIFICATIONS[self.current_account][self.region].rules


def apply(patches):
    for action, (name, function) in ACTIONS.items():
        setattr(NotificationsResponse, name, handler(function, name))
        patches.done(action)
    add_service("codestar-notifications", NotificationsResponse)


def rule(response, params):
    arn = params["Arn"]
    if arn not in response.rules:
        raise AwsError("ResourceNotFoundException", f"Notification rule {arn} not found")
    return response.rules[arn]


def active(targets):
    return [{**target, "TargetStatus": "ACTIVE"} for target in targets]


def create(response, params):
    arn = (f"arn:aws:codestar-notifications:{response.region}:{response.current_account}:notificationrule/"
           f"{mock_random.uuid4()}")
    now = utcnow()
    response.rules[arn] = {
        **params, "Arn": arn, "Targets": active(params["Targets"]), "Tags": dict(params.get("Tags", {})),
        "Status": params.get("Status", "ENABLED"), "CreatedTimestamp": now, "LastModifiedTimestamp": now}
    return {"Arn": arn}


def describe(response, params):
    found = rule(response, params)
    events = [{"EventTypeId": event, "EventTypeName": event} for event in found["EventTypeIds"]]
    targets = [{"TargetAddress": target["TargetAddress"], "TargetType": target.get("TargetType", "SNS"),
                "TargetStatus": "ACTIVE"} for target in found["Targets"]]
    return {**found, "EventTypes": events, "Targets": targets}


def update(response, params):
    found = rule(response, params)
    found.update(params)
    found["Targets"] = active(found["Targets"])
    found["LastModifiedTimestamp"] = utcnow()


def delete(response, params):
    rule(response, params)
    return {"Arn": response.rules.pop(params["Arn"])["Arn"]}


def delete_target(response, params):
    address = params["TargetAddress"]
    users = [found for found in response.rules.values()
             if address in [target["TargetAddress"] for target in found["Targets"]]]
    if users and not params.get("ForceUnsubscribeAll"):
        raise AwsError("ValidationException", f"The target {address} is in use by a notification rule")
    for found in users:
        found["Targets"] = [target for target in found["Targets"] if target["TargetAddress"] != address]


def list_rules(response, params):
    return Page({"NotificationRules": [{"Arn": arn, "Id": arn.rpartition("/")[2]} for arn in response.rules]})


def list_tags(response, params):
    return {"Tags": rule(response, params)["Tags"]}


def tag(response, params):
    rule(response, params)["Tags"].update(params["Tags"])
    return list_tags(response, params)


def untag(response, params):
    for key in params["TagKeys"]:
        rule(response, params)["Tags"].pop(key, None)


ACTIONS = {
    "CreateNotificationRule": ("create_notification_rule", create),
    "DescribeNotificationRule": ("describe_notification_rule", describe),
    "UpdateNotificationRule": ("update_notification_rule", update),
    "DeleteNotificationRule": ("delete_notification_rule", delete),
    "DeleteTarget": ("delete_target", delete_target),
    "ListNotificationRules": ("list_notification_rules", list_rules),
    "ListTagsForResource": ("list_tags_for_resource", list_tags),
    "TagResource": ("tag_resource", tag),
    "UntagResource": ("untag_resource", untag),
}
