"""CloudWatch: composite alarms."""

from moto.cloudwatch.models import Alarm
from moto.cloudwatch.responses import CloudWatchResponse

from terrace_local.patching import AwsError


def apply(patches):
    patches.action(CloudWatchResponse, "PutCompositeAlarm", put_composite_alarm)
    patches.provide("rule of composite alarms", Alarm, "alarm_rule", property(lambda alarm: alarm.rule))
    for attribute in ("actions_suppressor", "actions_suppressor_extension_period", "actions_suppressor_wait_period"):
        patches.provide("rule of composite alarms", Alarm, attribute, None)


def put_composite_alarm(response, params):
    backend = response.cloudwatch_backend
    name = params["AlarmName"]
    existing = backend.alarms.get(name)
    if existing and existing.rule is None:
        raise AwsError("ValidationError", f"A metric alarm with the name {name} exists")
    alarm = backend.put_metric_alarm(
        name=name, namespace=None, metric_name=None, comparison_operator=None, evaluation_periods=None, period=None,
        threshold=None, statistic=None, description=params.get("AlarmDescription"), dimensions=[],
        alarm_actions=params.get("AlarmActions", []), ok_actions=params.get("OKActions"),
        insufficient_data_actions=params.get("InsufficientDataActions"),
        actions_enabled=params.get("ActionsEnabled", True), rule=params["AlarmRule"],
        tags=None if existing else params.get("Tags"))
    alarm.actions_suppressor = params.get("ActionsSuppressor")
    alarm.actions_suppressor_extension_period = params.get("ActionsSuppressorExtensionPeriod")
    alarm.actions_suppressor_wait_period = params.get("ActionsSuppressorWaitPeriod")
