"""CodeDeploy: applications and deployment groups that read back, change and go away."""

from moto.codedeploy.models import DeploymentGroup
from moto.codedeploy.responses import CodeDeployResponse
from moto.core.utils import camelcase_to_underscores

from terrace_local.patching import through_the_model

TIMED = ("get_application", "batch_get_applications", "get_deployment", "batch_get_deployments")
NAMES = {"applicationName", "currentDeploymentGroupName", "newDeploymentGroupName"}


def apply(patches):
    for action in TIMED:
        patches.wrap("times", CodeDeployResponse, action, through_the_model, fault="json.dumps")
    patches.wrap("deployment group attributes", DeploymentGroup, "to_dict", read_back,
                 fault='"alarmConfiguration": {},  # TODO')
    for action, function in ACTIONS.items():
        patches.action(CodeDeployResponse, action, function)


def read_back(original):
    def to_dict(self):
        shown = original(self)
        shown["autoScalingGroups"] = [
            {"name": name, "hook": f"CodeDeploy-managed-automatic-launch-deployment-hook-{self.deployment_group_name}"}
            for name in self.auto_scaling_groups]
        shown["alarmConfiguration"] = self.alarm_configuration
        shown["deploymentStyle"] = self.deployment_style or {
            "deploymentType": "IN_PLACE", "deploymentOption": "WITHOUT_TRAFFIC_CONTROL"}
        shown["outdatedInstancesStrategy"] = self.outdated_instances_strategy or "UPDATE"
        shown["terminationHookEnabled"] = bool(self.termination_hook_enabled)
        return {name: value for name, value in shown.items() if value not in ({}, None)}

    return to_dict


def update_application(response, params):
    backend = response.codedeploy_backend
    application = backend.get_application(params["applicationName"])
    new = params.get("newApplicationName")
    if new:
        backend.applications[new] = backend.applications.pop(application.application_name)
        backend.deployment_groups[new] = backend.deployment_groups.pop(application.application_name, {})
        application.application_name = new


def delete_application(response, params):
    backend = response.codedeploy_backend
    backend.applications.pop(params["applicationName"], None)
    backend.deployment_groups.pop(params["applicationName"], None)


def update_group(response, params):
    backend = response.codedeploy_backend
    group = backend.get_deployment_group(params["applicationName"], params["currentDeploymentGroupName"])
    for name, value in params.items():
        if name not in NAMES:
            setattr(group, camelcase_to_underscores(name), value)
    new = params.get("newDeploymentGroupName")
    if new:
        groups = backend.deployment_groups[params["applicationName"]]
        groups[new] = groups.pop(group.deployment_group_name)
        group.deployment_group_name = new
    return {"hooksNotCleanedUp": []}


def delete_group(response, params):
    groups = response.codedeploy_backend.deployment_groups.get(params["applicationName"], {})
    groups.pop(params["deploymentGroupName"], None)
    return {"hooksNotCleanedUp": []}


ACTIONS = {
    "UpdateApplication": update_application,
    "DeleteApplication": delete_application,
    "UpdateDeploymentGroup": update_group,
    "DeleteDeploymentGroup": delete_group,
}
