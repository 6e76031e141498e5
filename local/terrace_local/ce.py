"""Cost Explorer: anomaly monitors and subscriptions."""

from moto.ce.responses import CostExplorerResponse
from moto.core.utils import utcnow
from moto.moto_api._internal import mock_random

from terrace_local.patching import AwsError, Page, remembered


def apply(patches):
    for action, function in ACTIONS.items():
        patches.action(CostExplorerResponse, action, function)


def monitors(response):
    return remembered(response.ce_backend, "anomaly_monitors")


def subscriptions(response):
    return remembered(response.ce_backend, "anomaly_subscriptions")


def known(items, arn, kind):
    if arn not in items:
        raise AwsError(f"Unknown{kind}Exception", f"{kind} {arn} does not exist")
    return items[arn]


def new_arn(response, kind):
    return f"arn:aws:ce::{response.current_account}:{kind}/{mock_random.uuid4()}"


def tag(response, arn, params):
    if params.get("ResourceTags"):
        response.ce_backend.tag_resource(arn, params["ResourceTags"])


def now():
    return utcnow().strftime("%Y-%m-%dT%H:%M:%SZ")


def create_monitor(response, params):
    arn = new_arn(response, "anomalymonitor")
    monitors(response)[arn] = {**params["AnomalyMonitor"], "MonitorArn": arn, "CreationDate": now(),
                               "LastUpdatedDate": now(), "DimensionalValueCount": 0}
    tag(response, arn, params)
    return {"MonitorArn": arn}


def get_monitors(response, params):
    wanted = params.get("MonitorArnList")
    if wanted:
        return Page({"AnomalyMonitors": [known(monitors(response), arn, "Monitor") for arn in wanted]})
    return Page({"AnomalyMonitors": list(monitors(response).values())})


def update_monitor(response, params):
    found = known(monitors(response), params["MonitorArn"], "Monitor")
    found["MonitorName"] = params.get("MonitorName", found["MonitorName"])
    found["LastUpdatedDate"] = now()
    return {"MonitorArn": params["MonitorArn"]}


def delete_monitor(response, params):
    known(monitors(response), params["MonitorArn"], "Monitor")
    del monitors(response)[params["MonitorArn"]]


def create_subscription(response, params):
    given = params["AnomalySubscription"]
    for arn in given["MonitorArnList"]:
        known(monitors(response), arn, "Monitor")
    arn = new_arn(response, "anomalysubscription")
    subscriptions(response)[arn] = {**given, "SubscriptionArn": arn, "AccountId": response.current_account,
                                    "Subscribers": confirmed(given["Subscribers"])}
    tag(response, arn, params)
    return {"SubscriptionArn": arn}


def confirmed(subscribers):
    return [{**subscriber, "Status": "CONFIRMED"} for subscriber in subscribers]


def get_subscriptions(response, params):
    wanted = params.get("SubscriptionArnList")
    found = ([known(subscriptions(response), arn, "Subscription") for arn in wanted] if wanted
             else list(subscriptions(response).values()))
    monitor = params.get("MonitorArn")
    return Page({"AnomalySubscriptions": [
        item for item in found if monitor is None or monitor in item["MonitorArnList"]]})


def update_subscription(response, params):
    found = known(subscriptions(response), params["SubscriptionArn"], "Subscription")
    for name in ("Threshold", "Frequency", "MonitorArnList", "SubscriptionName", "ThresholdExpression"):
        if name in params:
            found[name] = params[name]
    if "Subscribers" in params:
        found["Subscribers"] = confirmed(params["Subscribers"])
    return {"SubscriptionArn": params["SubscriptionArn"]}


def delete_subscription(response, params):
    known(subscriptions(response), params["SubscriptionArn"], "Subscription")
    del subscriptions(response)[params["SubscriptionArn"]]


ACTIONS = {
    "CreateAnomalyMonitor": create_monitor,
    "GetAnomalyMonitors": get_monitors,
    "UpdateAnomalyMonitor": update_monitor,
    "DeleteAnomalyMonitor": delete_monitor,
    "CreateAnomalySubscription": create_subscription,
    "GetAnomalySubscriptions": get_subscriptions,
    "UpdateAnomalySubscription": update_subscription,
    "DeleteAnomalySubscription": delete_subscription,
}
