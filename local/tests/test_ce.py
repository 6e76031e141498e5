import json

from support import AwsTest, fills


class CostExplorerTest(AwsTest):

    @fills("ce", "CreateAnomalyMonitor", "GetAnomalyMonitors", "UpdateAnomalyMonitor", "DeleteAnomalyMonitor",
           "CreateAnomalySubscription", "GetAnomalySubscriptions", "UpdateAnomalySubscription",
           "DeleteAnomalySubscription")
    def test_monitors_and_subscriptions(self):
        monitor = self.aws("ce", "create-anomaly-monitor", "--anomaly-monitor",
                           "MonitorName=m,MonitorType=DIMENSIONAL,MonitorDimension=SERVICE")["MonitorArn"]
        self.aws("ce", "update-anomaly-monitor", "--monitor-arn", monitor, "--monitor-name", "n")
        found = self.aws("ce", "get-anomaly-monitors", "--monitor-arn-list", monitor)["AnomalyMonitors"]
        self.assertEqual([("n", "SERVICE")], [(item["MonitorName"], item["MonitorDimension"]) for item in found])

        subscription = self.aws("ce", "create-anomaly-subscription", "--anomaly-subscription", json.dumps(
            {"SubscriptionName": "s", "Frequency": "DAILY", "MonitorArnList": [monitor], "Threshold": 10,
             "Subscribers": [{"Type": "EMAIL", "Address": "a@example.com"}]}))["SubscriptionArn"]
        named = ["--subscription-arn", subscription]
        self.aws("ce", "update-anomaly-subscription", *named, "--frequency", "WEEKLY")
        found = self.aws("ce", "get-anomaly-subscriptions", "--subscription-arn-list", subscription)
        self.assertEqual(["WEEKLY"], [item["Frequency"] for item in found["AnomalySubscriptions"]])
        self.aws("ce", "delete-anomaly-subscription", *named)
        self.refused("UnknownSubscriptionException", "ce", "get-anomaly-subscriptions",
                     "--subscription-arn-list", subscription)
        self.aws("ce", "delete-anomaly-monitor", "--monitor-arn", monitor)
        self.refused("UnknownMonitorException", "ce", "get-anomaly-monitors", "--monitor-arn-list", monitor)
