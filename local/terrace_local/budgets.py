"""Budgets: subscribers of notifications, changes in place, tags."""

from moto.budgets.exceptions import DuplicateRecordException, NotFoundException
from moto.budgets.responses import BudgetsResponse
from moto.core.utils import unix_time

from terrace_local.patching import Page, remembered

KEY = ("NotificationType", "ComparisonOperator", "Threshold", "ThresholdType")


def apply(patches):
    for action, function in ACTIONS.items():
        patches.action(BudgetsResponse, action, function)
    patches.wrap("tags of a new budget", BudgetsResponse, "create_budget", tag_at_creation)


def budget(response, params):
    found = response.backend.budgets[params["AccountId"]].get(params["BudgetName"])
    if found is None:
        raise NotFoundException(f"Unable to get budget: {params['BudgetName']} - the budget doesn't exist.")
    return found


def key(details):
    return tuple(float(details[name]) if name == "Threshold" else details.get(name, "PERCENTAGE") for name in KEY)


def notification(response, params, name="Notification"):
    for found in budget(response, params).notifications:
        if key(found.details) == key(params[name]):
            return found
    raise NotFoundException("Unable to find the notification - it doesn't exist.")


def update_budget(response, params):
    new = params["NewBudget"]
    found = budget(response, {**params, "BudgetName": new["BudgetName"]})
    new["LastUpdatedTime"] = unix_time()
    new.setdefault("TimePeriod", found.budget["TimePeriod"])
    for name in ("Start", "End"):
        if hasattr(new["TimePeriod"].get(name), "timestamp"):
            new["TimePeriod"][name] = unix_time(new["TimePeriod"][name])
    found.budget = new


def update_notification(response, params):
    notification(response, params, "OldNotification").details = params["NewNotification"]


def subscribers(response, params):
    return Page({"Subscribers": notification(response, params).subscribers})


def create_subscriber(response, params):
    found = notification(response, params).subscribers
    if params["Subscriber"] in found:
        raise DuplicateRecordException("subscriber", params["Subscriber"]["Address"])
    found.append(params["Subscriber"])


def delete_subscriber(response, params):
    found = notification(response, params).subscribers
    if params["Subscriber"] not in found:
        raise NotFoundException("Unable to delete subscriber - the subscriber doesn't exist.")
    found.remove(params["Subscriber"])


def tags(response, arn):
    return remembered(response.backend, "tags").setdefault(arn, {})


def list_tags(response, params):
    return {"ResourceTags": [{"Key": name, "Value": value} for name, value in
                             tags(response, params["ResourceARN"]).items()]}


def tag(response, params):
    tags(response, params["ResourceARN"]).update({item["Key"]: item["Value"] for item in params["ResourceTags"]})


def untag(response, params):
    for name in params["ResourceTagKeys"]:
        tags(response, params["ResourceARN"]).pop(name, None)


def tag_at_creation(original):
    def create_budget(self):
        answer = original(self)
        name = self._get_param("Budget")["BudgetName"]
        arn = f"arn:aws:budgets::{self._get_param('AccountId')}:budget/{name}"
        remembered(self.backend, "tags")[arn] = {item["Key"]: item["Value"]
                                                for item in self._get_param("ResourceTags") or []}
        return answer

    return create_budget


ACTIONS = {
    "UpdateBudget": update_budget,
    "UpdateNotification": update_notification,
    "DescribeSubscribersForNotification": subscribers,
    "CreateSubscriber": create_subscriber,
    "DeleteSubscriber": delete_subscriber,
    "ListTagsForResource": list_tags,
    "TagResource": tag,
    "UntagResource": untag,
}
