"""AWS Backup: selections, plans that change and whose names become free again."""

import json
from urllib.parse import unquote

from moto.backup.models import BackupBackend, Plan
from moto.backup.responses import BackupResponse
from moto.core.utils import unix_time
from moto.moto_api._internal import mock_random

from terrace_local.patching import AwsError, Page, remembered


def apply(patches):
    for action, function in ACTIONS.items():
        patches.action(BackupResponse, action, function)
    patches.wrap("tags", BackupResponse, "list_tags", list_tags, fault='self.path.split("/")[-2]')
    patches.wrap("plan deletion", BackupBackend, "delete_backup_plan", delete_plan,
                 fault="res.deletion_date = deletion_date")


def selections(backend, plan):
    return remembered(backend, "selections").setdefault(plan, {})


def selection(response, params):
    found = selections(response.backup_backend, params["BackupPlanId"]).get(params["SelectionId"])
    if found is None:
        # The words by which Terraform knows that a selection is gone.
        raise AwsError("InvalidParameterValueException",
                       f"Cannot find Backup plan/selection with ID {params['SelectionId']}")
    return found


def create_selection(response, params):
    plan = response.backup_backend.get_backup_plan(params["BackupPlanId"], None)
    found = {"BackupPlanId": plan.backup_plan_id, "SelectionId": str(mock_random.uuid4()),
             "CreationDate": unix_time(), "CreatorRequestId": params.get("CreatorRequestId"),
             "BackupSelection": params["BackupSelection"],
             "SelectionName": params["BackupSelection"]["SelectionName"],
             "IamRoleArn": params["BackupSelection"]["IamRoleArn"]}
    selections(response.backup_backend, plan.backup_plan_id)[found["SelectionId"]] = found
    return found


def list_selections(response, params):
    return Page({"BackupSelectionsList": list(
        selections(response.backup_backend, params["BackupPlanId"]).values())})


def delete_selection(response, params):
    selection(response, params)
    del selections(response.backup_backend, params["BackupPlanId"])[params["SelectionId"]]


def update_plan(response, params):
    backend = response.backup_backend
    plan = backend.get_backup_plan(params["BackupPlanId"], None)
    changed = Plan(params["BackupPlan"], plan.creator_request_id, backend)
    plan.backup_plan, plan.version_id = changed.backup_plan, changed.version_id
    plan.advanced_backup_settings = changed.advanced_backup_settings
    return plan.to_dict()


def list_tags(original):
    def list_of_arn(self):
        arn = unquote(self.path.partition("/tags/")[2].rstrip("/"))
        return json.dumps({"Tags": self.backup_backend.list_tags(resource_arn=arn)})

    return list_of_arn


def delete_plan(original):
    def delete_backup_plan(self, backup_plan_id):
        if backup_plan_id in self.plans and selections(self, backup_plan_id):
            raise AwsError("InvalidRequestException",
                           "Related backup plan selections must be deleted prior to backup plan deletion")
        answer = original(self, backup_plan_id)
        self.plans.pop(backup_plan_id)
        return answer

    return delete_backup_plan


ACTIONS = {
    "CreateBackupSelection": create_selection,
    "GetBackupSelection": selection,
    "ListBackupSelections": list_selections,
    "DeleteBackupSelection": delete_selection,
    "UpdateBackupPlan": update_plan,
}
