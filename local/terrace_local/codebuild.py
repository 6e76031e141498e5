"""CodeBuild: projects of a pipeline, all of a project's attributes, changes in place."""

import json

from moto.codebuild import responses
from moto.codebuild.models import CodeBuildBackend
from moto.codebuild.responses import CodeBuildResponse
from moto.core.utils import unix_time

from terrace_local.patching import AwsError, parsed, through_the_model

BY_NAME = {"name", "created", "arn"}
# An empty one takes it away: resourceProjectUpdate of hashicorp/aws in internal/service/codebuild/project.go sends it for that.
REMOVABLE = ("vpcConfig", "buildBatchConfig")
DEFAULTS = {"timeoutInMinutes": 60, "queuedTimeoutInMinutes": 480, "projectVisibility": "PRIVATE"}


def apply(patches):
    for validate in ("_validate_required_params_source", "_validate_required_params_artifacts"):
        patches.wrap("projects of a pipeline", responses, validate, location_is_optional,
                     fault="Project source location is required")
    patches.wrap("project attributes", CodeBuildResponse, "create_project", create_project)
    patches.action(CodeBuildResponse, "UpdateProject", update_project)
    patches.wrap("deletion by ARN", CodeBuildBackend, "delete_project", by_name)
    for action in ("start_build", "batch_get_builds", "stop_build"):
        patches.wrap("times of builds", CodeBuildResponse, action, through_the_model, fault="json.dumps")


def location_is_optional(original):
    def validate(given):
        if given["type"] in ("CODEPIPELINE", "NO_SOURCE") and not given.get("location"):
            given = {**given, "location": "none"}
        return original(given)

    return validate


def by_name(original):
    """Terraform names a project by its ARN, which moto takes for a project that is not there."""

    def delete_project(self, project_name):
        original(self, project_name.rpartition("project/")[2])

    return delete_project


def project(response, name):
    found = response.codebuild_backend.codebuild_projects.get(name)
    if found is None:
        raise AwsError("ResourceNotFoundException",
                       f"Project cannot be found: arn:aws:codebuild:{response.region}:{response.current_account}:"
                       f"project/{name}")
    return found.project_metadata


def create_project(original):
    def create(self):
        original(self)
        params = parsed(self)
        self.automated_parameter_parsing = False
        metadata = project(self, params["name"])
        metadata.update({name: value for name, value in params.items() if name not in BY_NAME})
        for name, default in DEFAULTS.items():
            metadata[name] = metadata.get(name) or default
        metadata["badge"] = {"badgeEnabled": bool(params.get("badgeEnabled"))}
        metadata.setdefault("description", "")
        return json.dumps({"project": metadata})

    return create


def update_project(response, params):
    metadata = project(response, params["name"])
    metadata.update({name: value for name, value in params.items() if name not in BY_NAME})
    for name in REMOVABLE:
        if metadata.get(name) == {}:
            del metadata[name]
    if "badgeEnabled" in params:
        metadata["badge"] = {"badgeEnabled": params["badgeEnabled"]}
    metadata["lastModifiedDate"] = unix_time()
    return {"project": metadata}
