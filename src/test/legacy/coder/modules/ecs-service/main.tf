variable "cluster" {}
variable "name" {}
variable "service" {}
variable "cpu" { type = number }
variable "memory" { type = number }
variable "containers" { description = "Container definitions as JSON." }
variable "policy" { description = "What the containers may do, as JSON." }
variable "execution_role_arn" {}
variable "desired_count" { default = 1 }
variable "single_writer" { default = false }
variable "subnet_ids" { type = list(string) }
variable "security_group_id" {}
variable "vpc_id" {}
variable "namespace_id" {}
variable "port" { type = number }
variable "grace_period" { default = 60 }
variable "listener_arn" { default = null }
variable "balanced" { default = false }
variable "health_check_path" { default = "/" }
variable "hosts" {
  type    = map(number)
  default = {}
}
variable "volume" {
  type    = object({ name = string, file_system_id = optional(string), access_point_id = optional(string) })
  default = null
}

resource "aws_cloudwatch_log_group" "this" {
  name              = "/ecs/${var.name}-${var.service}"
  retention_in_days = 30
}

resource "aws_iam_role" "task" {
  name        = "${var.name}-${var.service}-task"
  description = "What the containers of ${var.service} may do"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Assume"
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "ecs-tasks.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role_policy" "task" {
  name   = "permissions"
  role   = aws_iam_role.task.id
  policy = var.policy
}

resource "aws_ecs_task_definition" "this" {
  family                   = "${var.name}-${var.service}"
  cpu                      = var.cpu
  memory                   = var.memory
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  execution_role_arn       = var.execution_role_arn
  task_role_arn            = aws_iam_role.task.arn
  container_definitions    = var.containers

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }

  dynamic "volume" {
    for_each = var.volume == null ? [] : [var.volume]
    content {
      name = volume.value.name

      dynamic "efs_volume_configuration" {
        for_each = volume.value.file_system_id == null ? [] : [volume.value]
        content {
          file_system_id     = efs_volume_configuration.value.file_system_id
          transit_encryption = "ENABLED"

          authorization_config {
            access_point_id = efs_volume_configuration.value.access_point_id
            iam             = "ENABLED"
          }
        }
      }
    }
  }
}

resource "aws_service_discovery_service" "this" {
  name = var.service

  dns_config {
    namespace_id   = var.namespace_id
    routing_policy = "MULTIVALUE"

    dns_records {
      ttl  = 10
      type = "A"
    }
  }

  health_check_custom_config {
    failure_threshold = 1
  }
}

resource "aws_lb_target_group" "this" {
  count                = var.balanced ? 1 : 0
  name                 = "${var.name}-${var.service}"
  port                 = var.port
  protocol             = "HTTP"
  target_type          = "ip"
  vpc_id               = var.vpc_id
  deregistration_delay = 60

  health_check {
    path                = var.health_check_path
    matcher             = "200"
    interval            = 30
    timeout             = 5
    healthy_threshold   = 2
    unhealthy_threshold = 3
  }
}

resource "aws_lb_listener_rule" "host" {
  for_each     = var.hosts
  listener_arn = var.listener_arn
  priority     = each.value

  action {
    type             = "forward"
    order            = 1
    target_group_arn = aws_lb_target_group.this[0].arn
  }

  condition {
    host_header {
      values = [each.key]
    }
  }
}

resource "aws_ecs_service" "this" {
  name            = var.service
  cluster         = var.cluster
  task_definition = aws_ecs_task_definition.this.arn
  desired_count   = var.desired_count
  launch_type     = "FARGATE"

  platform_version                   = "LATEST"
  propagate_tags                     = "SERVICE"
  enable_ecs_managed_tags            = true
  enable_execute_command             = true
  deployment_maximum_percent         = var.single_writer ? 100 : 200
  deployment_minimum_healthy_percent = var.single_writer ? 0 : 100
  health_check_grace_period_seconds  = var.balanced ? var.grace_period : null

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  network_configuration {
    subnets          = var.subnet_ids
    security_groups  = [var.security_group_id]
    assign_public_ip = false
  }

  dynamic "load_balancer" {
    for_each = aws_lb_target_group.this[*].arn
    content {
      target_group_arn = load_balancer.value
      container_name   = var.service
      container_port   = var.port
    }
  }

  service_registries {
    registry_arn = aws_service_discovery_service.this.arn
  }

  depends_on = [aws_lb_listener_rule.host]
}

output "name" { value = aws_ecs_service.this.name }
output "target_group_arn" { value = one(aws_lb_target_group.this[*].arn) }
output "target_group" { value = one(aws_lb_target_group.this[*].arn_suffix) }
