# Grown over the years: some groups have their rules inline, others as resources of their own.
variable "name" {}
variable "vpc_id" {}
variable "vpc_cidr" {}
variable "service_ports" { type = list(number) }

resource "aws_security_group" "lb" {
  name        = "${var.name}-alb"
  description = "Internal load balancer"
  vpc_id      = var.vpc_id

  tags = { Name = "${var.name}-alb" }
}

resource "aws_security_group_rule" "lb_in" {
  security_group_id = aws_security_group.lb.id
  type              = "ingress"
  description       = "HTTPS from the VPC"
  protocol          = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_blocks       = [var.vpc_cidr]
}

resource "aws_security_group_rule" "lb_identity_provider" {
  security_group_id = aws_security_group.lb.id
  type              = "egress"
  description       = "identity provider of the login"
  protocol          = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_blocks       = ["0.0.0.0/0"]
}

resource "aws_security_group_rule" "lb_to_services" {
  count                    = length(var.service_ports)
  security_group_id        = aws_security_group.lb.id
  type                     = "egress"
  description              = "service port ${var.service_ports[count.index]} (alb to ecs-services)"
  protocol                 = "tcp"
  from_port                = var.service_ports[count.index]
  to_port                  = var.service_ports[count.index]
  source_security_group_id = aws_security_group.services.id
}

resource "aws_security_group_rule" "lb_to_workspaces" {
  security_group_id        = aws_security_group.lb.id
  type                     = "egress"
  description              = "direct access to workspaces (alb to ecs-workspaces)"
  protocol                 = "tcp"
  from_port                = 13337
  to_port                  = 13337
  source_security_group_id = aws_security_group.workspaces.id
}

resource "aws_security_group" "services" {
  name        = "${var.name}-ecs-services"
  description = "Services on ECS"
  vpc_id      = var.vpc_id

  dynamic "ingress" {
    for_each = var.service_ports
    content {
      description     = "service port ${ingress.value} (alb to ecs-services)"
      protocol        = "tcp"
      from_port       = ingress.value
      to_port         = ingress.value
      security_groups = [aws_security_group.lb.id]
    }
  }

  dynamic "ingress" {
    for_each = [4000, 8100]
    content {
      description     = "service port ${ingress.value} (ecs-workspaces to ecs-services)"
      protocol        = "tcp"
      from_port       = ingress.value
      to_port         = ingress.value
      security_groups = [aws_security_group.workspaces.id]
    }
  }

  ingress {
    description = "services among themselves (ecs-services to ecs-services)"
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    self        = true
  }

  egress {
    description = "everything to anywhere"
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }

  tags = { Name = "${var.name}-ecs-services" }
}

resource "aws_security_group" "workspaces" {
  name        = "${var.name}-ecs-workspaces"
  description = "Workspaces of developers"
  vpc_id      = var.vpc_id

  tags = { Name = "${var.name}-ecs-workspaces" }
}

resource "aws_vpc_security_group_ingress_rule" "workspaces_direct" {
  security_group_id            = aws_security_group.workspaces.id
  description                  = "direct access to workspaces (alb to ecs-workspaces)"
  ip_protocol                  = "tcp"
  from_port                    = 13337
  to_port                      = 13337
  referenced_security_group_id = aws_security_group.lb.id
}

resource "aws_vpc_security_group_egress_rule" "workspaces_out" {
  for_each = {
    "HTTPS"        = { protocol = "tcp", port = 443 }
    "DNS"          = { protocol = "udp", port = 53 }
    "DNS over TCP" = { protocol = "tcp", port = 53 }
  }
  security_group_id = aws_security_group.workspaces.id
  description       = each.key
  ip_protocol       = each.value.protocol
  from_port         = each.value.port
  to_port           = each.value.port
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_vpc_security_group_egress_rule" "workspaces_to_services" {
  for_each                     = toset(["4000", "8100"])
  security_group_id            = aws_security_group.workspaces.id
  description                  = "service port ${each.key} (ecs-workspaces to ecs-services)"
  ip_protocol                  = "tcp"
  from_port                    = tonumber(each.key)
  to_port                      = tonumber(each.key)
  referenced_security_group_id = aws_security_group.services.id
}

resource "aws_vpc_security_group_egress_rule" "workspaces_to_files" {
  security_group_id            = aws_security_group.workspaces.id
  description                  = "shared file system (ecs-workspaces to efs)"
  ip_protocol                  = "tcp"
  from_port                    = 2049
  to_port                      = 2049
  referenced_security_group_id = aws_security_group.efs.id
}

resource "aws_security_group" "efs" {
  name        = "${var.name}-efs"
  description = "Shared file system"
  vpc_id      = var.vpc_id

  ingress {
    description     = "shared file system (ecs-services to efs)"
    protocol        = "tcp"
    from_port       = 2049
    to_port         = 2049
    security_groups = [aws_security_group.services.id]
  }

  ingress {
    description     = "shared file system (ecs-workspaces to efs)"
    protocol        = "tcp"
    from_port       = 2049
    to_port         = 2049
    security_groups = [aws_security_group.workspaces.id]
  }

  tags = { Name = "${var.name}-efs" }
}

resource "aws_security_group" "postgres" {
  name        = "${var.name}-rds"
  description = "PostgreSQL"
  vpc_id      = var.vpc_id

  ingress {
    description     = "PostgreSQL (ecs-services to rds)"
    protocol        = "tcp"
    from_port       = 5432
    to_port         = 5432
    security_groups = [aws_security_group.services.id]
  }

  tags = { Name = "${var.name}-rds" }
}

resource "aws_security_group" "redis" {
  name        = "${var.name}-redis"
  description = "Redis"
  vpc_id      = var.vpc_id

  ingress {
    description     = "Redis (ecs-services to redis)"
    protocol        = "tcp"
    from_port       = 6379
    to_port         = 6379
    security_groups = [aws_security_group.services.id]
  }

  tags = { Name = "${var.name}-redis" }
}

resource "aws_security_group" "endpoints" {
  name        = "${var.name}-endpoints"
  description = "Interface endpoints of AWS services"
  vpc_id      = var.vpc_id

  ingress {
    description = "AWS APIs from the VPC"
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = [var.vpc_cidr]
  }

  tags = { Name = "${var.name}-endpoints" }
}

output "lb" { value = aws_security_group.lb.id }
output "services" { value = aws_security_group.services.id }
output "workspaces" { value = aws_security_group.workspaces.id }
output "efs" { value = aws_security_group.efs.id }
output "postgres" { value = aws_security_group.postgres.id }
output "redis" { value = aws_security_group.redis.id }
output "endpoints" { value = aws_security_group.endpoints.id }
