# terraform test: plans against a mocked provider, so that neither AWS nor credentials are needed.

mock_provider "aws" {
  mock_data "aws_region" {
    defaults = { name = "us-west-2" }
  }
}

override_data {
  target = module.bridge.data.aws_ssm_parameters_by_path.bridge
  values = {
    names = [
      "/platform/alb-listener-arn",
      "/platform/bridge-version",
      "/platform/cluster-arn",
      "/platform/cluster-name",
      "/platform/efs-id",
      "/platform/private-subnet-ids",
      "/platform/task-execution-role-arn",
      "/platform/workspace-sg-id",
      "/platform/workspace-task-role-arn",
    ]
    types = ["String", "String", "String", "String", "String", "StringList", "String", "String", "String"]
    values = [
      "arn:aws:elasticloadbalancing:us-west-2:123456789012:listener/app/platform/0a/0b",
      "1.7",
      "arn:aws:ecs:us-west-2:123456789012:cluster/platform",
      "platform",
      "fs-0a1b",
      "subnet-0a,subnet-0b",
      "arn:aws:iam::123456789012:role/platform-execution",
      "sg-0a",
      "arn:aws:iam::123456789012:role/platform-workspace",
    ]
  }
}

variables {
  bridge_path = "/platform"
  owner       = "Some-Owner"
  workspace   = "One"
  image       = "codercom/enterprise-base:ubuntu-20250818"
}

run "a_workspace_has_the_names_that_the_platform_lets_coder_use" {
  command = plan

  assert {
    condition     = aws_ecs_service.workspace.name == "platform-workspace-some-owner--one"
    error_message = "Service ${aws_ecs_service.workspace.name}."
  }

  assert {
    condition     = aws_ecs_task_definition.workspace.family == "platform-workspace-some-owner--one"
    error_message = "Family ${aws_ecs_task_definition.workspace.family}."
  }

  assert {
    condition     = aws_cloudwatch_log_group.workspace.name == "/ecs/platform-workspace-some-owner--one"
    error_message = "Log group ${aws_cloudwatch_log_group.workspace.name}."
  }

  assert {
    condition     = aws_efs_access_point.home.root_directory[0].path == "/workspaces/some-owner/one"
    error_message = "Home ${aws_efs_access_point.home.root_directory[0].path}."
  }
}

run "a_higher_minor_version_of_the_contract_is_read" {
  command = plan

  assert {
    condition     = output.bridge_version == "1.7"
    error_message = "Version ${output.bridge_version}."
  }
}

run "a_stopped_workspace_has_no_task" {
  command = plan

  variables {
    start_count = 0
  }

  assert {
    condition     = aws_ecs_service.workspace.desired_count == 0 && !output.running
    error_message = "Tasks: ${aws_ecs_service.workspace.desired_count}."
  }
}

run "the_largest_task_of_fargate_is_taken" {
  command = plan

  variables {
    cpu    = 16384
    memory = 122880
  }
}

run "memory_that_fargate_has_not_for_the_cpu_is_refused" {
  command = plan

  variables {
    cpu    = 256
    memory = 4096
  }

  expect_failures = [var.memory]
}

run "memory_between_two_steps_is_refused" {
  command = plan

  variables {
    cpu    = 8192
    memory = 17408
  }

  expect_failures = [var.memory]
}

run "cpu_that_fargate_has_not_is_refused" {
  command = plan

  variables {
    cpu    = 300
    memory = 1024
  }

  expect_failures = [var.cpu]
}

run "a_secret_is_given_by_its_arn" {
  command = plan

  variables {
    secrets = { TOKEN = "the-secret-itself" }
  }

  expect_failures = [var.secrets]
}

run "names_that_could_be_taken_for_another_workspace_are_refused" {
  command = plan

  variables {
    owner     = "some--owner"
    workspace = "-one"
  }

  expect_failures = [var.owner, var.workspace]
}

run "a_workspace_is_started_or_stopped" {
  command = plan

  variables {
    start_count = 2
  }

  expect_failures = [var.start_count]
}

run "the_port_is_one" {
  command = plan

  variables {
    port = 70000
  }

  expect_failures = [var.port]
}
