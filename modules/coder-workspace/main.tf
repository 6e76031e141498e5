module "bridge" {
  source = "../platform-bridge"
  path   = var.bridge_path
}

data "aws_region" "current" {}

locals {
  owner     = lower(var.owner)
  workspace = lower(var.workspace)

  # Coder's role on the platform may make what begins like this, and nothing else. Names hold single
  # hyphens only, so that two of them never tell one owner and workspace from another.
  name = "${module.bridge.cluster_name}-workspace-${local.owner}--${local.workspace}"

  tags = merge(var.tags, {
    "coder-owner"     = var.owner
    "coder-workspace" = var.workspace
  })
}

# Deleted with the workspace; the folder's files stay on the file system.
resource "aws_efs_access_point" "home" {
  file_system_id = module.bridge.efs_id

  posix_user {
    uid = var.home.uid
    gid = var.home.gid
  }

  root_directory {
    path = "/workspaces/${local.owner}/${local.workspace}"

    creation_info {
      owner_uid   = var.home.uid
      owner_gid   = var.home.gid
      permissions = "0700"
    }
  }

  tags = merge(local.tags, { Name = local.name })
}

resource "aws_cloudwatch_log_group" "workspace" {
  name              = "/ecs/${local.name}"
  retention_in_days = var.log_retention_days
  tags              = local.tags
}

resource "aws_ecs_task_definition" "workspace" {
  family                   = local.name
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = var.cpu
  memory                   = var.memory
  execution_role_arn       = module.bridge.task_execution_role_arn
  task_role_arn            = module.bridge.workspace_task_role_arn

  runtime_platform {
    operating_system_family = "LINUX"
    cpu_architecture        = var.architecture
  }

  container_definitions = jsonencode([
    merge(
      {
        name      = "workspace"
        image     = var.image
        essential = true

        environment = [for name, value in var.environment : { name = name, value = value }]
        secrets     = [for name, arn in var.secrets : { name = name, valueFrom = arn }]

        portMappings = [{ containerPort = var.port, hostPort = var.port, protocol = "tcp" }]
        mountPoints  = [{ sourceVolume = "home", containerPath = var.home.path, readOnly = false }]

        # Processes that a workspace leaves behind are reaped.
        linuxParameters = { initProcessEnabled = true }

        logConfiguration = {
          logDriver = "awslogs"
          options = {
            "awslogs-group"         = aws_cloudwatch_log_group.workspace.name
            "awslogs-region"        = data.aws_region.current.name
            "awslogs-stream-prefix" = "workspace"
            "mode"                  = "non-blocking"
          }
        }
      },
      length(var.command) == 0 ? {} : { command = var.command }
    )
  ])

  volume {
    name = "home"

    efs_volume_configuration {
      file_system_id     = module.bridge.efs_id
      transit_encryption = "ENABLED"

      authorization_config {
        access_point_id = aws_efs_access_point.home.id
        iam             = "ENABLED"
      }
    }
  }

  tags = local.tags
}

# Terraform has no resource for a task that runs: a service of one task starts it again when its
# machine is lost, and stops it with the workspace.
resource "aws_ecs_service" "workspace" {
  name            = local.name
  cluster         = module.bridge.cluster_arn
  task_definition = aws_ecs_task_definition.workspace.arn
  launch_type     = "FARGATE"
  desired_count   = var.start_count
  propagate_tags  = "SERVICE"

  # Never two tasks at once on one home.
  deployment_minimum_healthy_percent = 0
  deployment_maximum_percent         = 100

  network_configuration {
    subnets          = module.bridge.private_subnet_ids
    security_groups  = [module.bridge.workspace_sg_id]
    assign_public_ip = false
  }

  tags = local.tags
}
