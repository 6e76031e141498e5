import json

from support import AwsTest, fills


class BudgetsTest(AwsTest):
    account = ["--account-id", "123456789012"]

    def budget(self, amount):
        return json.dumps({"BudgetName": "b", "BudgetType": "COST", "TimeUnit": "MONTHLY",
                           "BudgetLimit": {"Amount": amount, "Unit": "USD"}})

    @fills("budgets", "UpdateBudget", "UpdateNotification", "DescribeSubscribersForNotification", "CreateSubscriber",
           "DeleteSubscriber", "ListTagsForResource", "TagResource", "UntagResource", "tags of a new budget")
    def test_a_budget_changes_and_has_subscribers_and_tags(self):
        named = [*self.account, "--budget-name", "b"]
        old, new = [json.dumps({"NotificationType": "ACTUAL", "ComparisonOperator": "GREATER_THAN",
                                "Threshold": threshold, "ThresholdType": "PERCENTAGE"}) for threshold in (80, 90)]
        first, second = [f"SubscriptionType=EMAIL,Address={name}@example.com" for name in "ab"]
        self.aws("budgets", "create-budget", *self.account, "--budget", self.budget("10"),
                 "--resource-tags", "Key=a,Value=b")
        self.aws("budgets", "update-budget", *self.account, "--new-budget", self.budget("20"))
        self.assertEqual("20", self.aws("budgets", "describe-budget", *named)["Budget"]["BudgetLimit"]["Amount"])
        self.aws("budgets", "create-notification", *named, "--notification", old, "--subscribers", first)
        self.aws("budgets", "create-subscriber", *named, "--notification", old, "--subscriber", second)
        self.aws("budgets", "update-notification", *named, "--old-notification", old, "--new-notification", new)
        self.aws("budgets", "delete-subscriber", *named, "--notification", new, "--subscriber", first)
        self.assertEqual([{"SubscriptionType": "EMAIL", "Address": "b@example.com"}], self.aws(
            "budgets", "describe-subscribers-for-notification", *named, "--notification", new)["Subscribers"])
        self.refused("NotFoundException", "budgets", "describe-subscribers-for-notification", *named,
                     "--notification", old)
        resource = ["--resource-arn", "arn:aws:budgets::123456789012:budget/b"]
        self.aws("budgets", "tag-resource", *resource, "--resource-tags", "Key=c,Value=d")
        self.aws("budgets", "untag-resource", *resource, "--resource-tag-keys", "c")
        self.assertEqual([{"Key": "a", "Value": "b"}],
                         self.aws("budgets", "list-tags-for-resource", *resource)["ResourceTags"])
