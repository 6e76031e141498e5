locals {
  template = {
    account            = local.account
    kms_key_arn        = aws_kms_key.main.arn
    cluster_arn        = aws_ecs_cluster.main.arn
    secrets            = { for name, secret in aws_secretsmanager_secret.this : name => secret.arn }
    file_system_arn    = module.efs.arn
    access_points      = module.efs.access_point_arns
    buckets            = { for name, bucket in module.bucket : trimprefix(name, "coder-") => bucket.name }
    redis_host         = module.redis.host
    litellm_config_key = var.litellm_config_key
  }

  services = {
    coder = {
      cpu    = 1024
      memory = 4096
      port   = 7080
      grace  = 120
      check  = "/api/v2/buildinfo"
      hosts  = { "coder.${var.domain}" = 100, "*.${var.domain}" = 500 }
      volume = { name = "files", file_system_id = module.efs.id, access_point_id = module.efs.access_points["coder"] }
    }
    litellm = {
      cpu    = 512
      memory = 2048
      port   = 4000
      count  = 2
      grace  = 180
      check  = "/health/readiness"
      hosts  = { "ai.${var.domain}" = 400 }
      volume = { name = "config", file_system_id = null, access_point_id = null }
    }
    key-provisioner = {
      cpu    = 256
      memory = 512
      port   = 8100
      grace  = 60
      check  = "/health"
      hosts  = {}
      volume = null
    }
    langfuse-web = {
      cpu    = 1024
      memory = 2048
      port   = 3000
      grace  = 180
      check  = "/api/public/health"
      hosts  = { "langfuse.${var.domain}" = 300 }
      volume = null
    }
  }

  assume_by_tasks = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Assume"
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "ecs-tasks.amazonaws.com" }
    }]
  })
}

resource "aws_ecs_cluster" "main" {
  name = var.name

  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}

resource "aws_ecs_cluster_capacity_providers" "main" {
  cluster_name       = aws_ecs_cluster.main.name
  capacity_providers = ["FARGATE", "FARGATE_SPOT"]

  default_capacity_provider_strategy {
    capacity_provider = "FARGATE"
    base              = 1
    weight            = 1
  }
}

resource "aws_iam_role" "ecs" {
  for_each = {
    execution     = "Starts the containers"
    workspace     = "What workspaces may do"
    aem-workspace = "What AEM workspaces may do"
  }
  name               = "${var.name}-${each.key}"
  description        = each.value
  assume_role_policy = local.assume_by_tasks
}

resource "aws_iam_role_policy" "ecs" {
  for_each = aws_iam_role.ecs
  name     = "permissions"
  role     = each.value.name
  policy   = templatefile("${path.module}/policies/${each.key}.json.tftpl", local.template)
}

resource "aws_acm_certificate" "main" {
  domain_name               = var.domain
  subject_alternative_names = ["*.${var.domain}"]
  validation_method         = "DNS"

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_acm_certificate_validation" "main" {
  certificate_arn = aws_acm_certificate.main.arn
}

resource "aws_lb" "internal" {
  name                       = var.name
  internal                   = true
  load_balancer_type         = "application"
  idle_timeout               = 3600
  drop_invalid_header_fields = true
  security_groups            = [module.sg.lb]
  subnets                    = module.vpc.private_subnet_ids
}

resource "aws_lb_listener" "https" {
  load_balancer_arn = aws_lb.internal.arn
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  certificate_arn   = aws_acm_certificate_validation.main.certificate_arn

  default_action {
    type = "fixed-response"

    fixed_response {
      content_type = "text/plain"
      message_body = "no such host"
      status_code  = "404"
    }
  }
}

module "service" {
  source             = "./modules/ecs-service"
  for_each           = local.services
  cluster            = aws_ecs_cluster.main.arn
  name               = var.name
  service            = each.key
  cpu                = each.value.cpu
  memory             = each.value.memory
  port               = each.value.port
  desired_count      = try(each.value.count, 1)
  grace_period       = each.value.grace
  balanced           = true
  health_check_path  = each.value.check
  hosts              = each.value.hosts
  volume             = each.value.volume
  containers         = templatefile("${path.module}/containers/${each.key}.json.tftpl", local.template)
  policy             = templatefile("${path.module}/policies/${each.key}.json.tftpl", local.template)
  execution_role_arn = aws_iam_role.ecs["execution"].arn
  listener_arn       = aws_lb_listener.https.arn
  subnet_ids         = module.vpc.private_subnet_ids
  security_group_id  = module.sg.services
  vpc_id             = module.vpc.vpc_id
  namespace_id       = module.vpc.namespace_id
}

module "clickhouse" {
  source             = "./modules/ecs-service"
  cluster            = aws_ecs_cluster.main.arn
  name               = var.name
  service            = "clickhouse"
  cpu                = 1024
  memory             = 4096
  port               = 8123
  single_writer      = true
  volume             = { name = "files", file_system_id = module.efs.id, access_point_id = module.efs.access_points["clickhouse"] }
  containers         = templatefile("${path.module}/containers/clickhouse.json.tftpl", local.template)
  policy             = templatefile("${path.module}/policies/clickhouse.json.tftpl", local.template)
  execution_role_arn = aws_iam_role.ecs["execution"].arn
  subnet_ids         = module.vpc.private_subnet_ids
  security_group_id  = module.sg.services
  vpc_id             = module.vpc.vpc_id
  namespace_id       = module.vpc.namespace_id
}

resource "aws_cloudwatch_log_group" "migration" {
  name              = "/ecs/${var.name}-litellm-migration"
  retention_in_days = 30
}

resource "aws_ecs_task_definition" "migration" {
  family                   = "${var.name}-litellm-migration"
  cpu                      = 512
  memory                   = 2048
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  execution_role_arn       = aws_iam_role.ecs["execution"].arn
  container_definitions    = templatefile("${path.module}/containers/litellm-migration.json.tftpl", local.template)

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }
}

resource "aws_cloudwatch_log_group" "old" {
  name              = "/ecs/coder-webide"
  retention_in_days = 14
}

resource "aws_ssm_parameter" "bridge" {
  for_each = {
    alb-listener-arn        = ["HTTPS listener of the internal load balancer", aws_lb_listener.https.arn]
    cluster-arn             = ["ARN of the ECS cluster", aws_ecs_cluster.main.arn]
    cluster-name            = ["Name of the ECS cluster", aws_ecs_cluster.main.name]
    efs-id                  = ["Shared file system", module.efs.id]
    task-execution-role-arn = ["Execution role for workspace tasks", aws_iam_role.ecs["execution"].arn]
    workspace-sg-id         = ["Security group for workspace tasks", module.sg.workspaces]
    workspace-task-role-arn = ["Task role for workspace tasks", aws_iam_role.ecs["workspace"].arn]
  }
  name        = "/${var.name}/${each.key}"
  description = each.value[0]
  type        = "String"
  value       = each.value[1]
}

resource "aws_ssm_parameter" "private_subnets" {
  name        = "/${var.name}/private-subnet-ids"
  description = "Subnets for workspace tasks, one a zone"
  type        = "StringList"
  value       = join(",", module.vpc.private_subnet_ids)
}

resource "aws_sns_topic" "alerts" {
  name = "${var.name}-alerts"
}

resource "aws_sns_topic_policy" "alerts" {
  arn = aws_sns_topic.alerts.arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Alarms"
      Effect    = "Allow"
      Action    = "sns:Publish"
      Principal = { Service = "cloudwatch.amazonaws.com" }
      Resource  = aws_sns_topic.alerts.arn
      Condition = { StringEquals = { "aws:SourceAccount" = local.account } }
    }]
  })
}

module "alarms" {
  source        = "./modules/alarms"
  name          = var.name
  topic_arn     = aws_sns_topic.alerts.arn
  cluster       = aws_ecs_cluster.main.name
  load_balancer = aws_lb.internal.arn_suffix
  target_groups = { for name, service in module.service : name => service.target_group }
  services = merge(
    { for name, service in local.services : name => try(service.count, 1) },
    { clickhouse = 1 },
  )
  db = module.db.identifier
}
