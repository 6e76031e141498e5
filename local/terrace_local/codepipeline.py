"""CodePipeline: times in the form that Go clients read."""

from moto.codepipeline.responses import CodePipelineResponse

from terrace_local.patching import through_the_model


def apply(patches):
    for action in ("get_pipeline", "list_pipelines"):
        patches.wrap("times", CodePipelineResponse, action, through_the_model, fault="json.dumps")
