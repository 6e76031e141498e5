variable "name" {}
variable "topic_arn" {}
variable "cluster" {}
variable "load_balancer" {}
variable "target_groups" { type = map(string) }
variable "services" { type = map(number) }
variable "db" {}

resource "aws_cloudwatch_metric_alarm" "tasks" {
  for_each            = var.services
  alarm_name          = "${var.name}-${each.key}-running-tasks-low"
  alarm_description   = "Fewer tasks of ${each.key} run than the ${each.value} that should"
  namespace           = "ECS/ContainerInsights"
  metric_name         = "RunningTaskCount"
  statistic           = "Minimum"
  period              = 60
  evaluation_periods  = 5
  comparison_operator = "LessThanThreshold"
  threshold           = each.value
  treat_missing_data  = "breaching"
  alarm_actions       = [var.topic_arn]
  ok_actions          = [var.topic_arn]

  dimensions = {
    ClusterName = var.cluster
    ServiceName = each.key
  }
}

resource "aws_cloudwatch_metric_alarm" "unhealthy" {
  for_each            = var.target_groups
  alarm_name          = "${var.name}-${each.key}-unhealthy-hosts"
  alarm_description   = "Targets of ${each.key} fail their health check"
  namespace           = "AWS/ApplicationELB"
  metric_name         = "UnHealthyHostCount"
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 2
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.topic_arn]
  ok_actions          = [var.topic_arn]

  dimensions = {
    LoadBalancer = var.load_balancer
    TargetGroup  = each.value
  }
}

locals {
  database = {
    "cpu-high-percent"  = { about = "CPU of the database", metric = "CPUUtilization", comparison = "GreaterThanThreshold", threshold = 80 }
    "storage-low-bytes" = { about = "Free storage of the database", metric = "FreeStorageSpace", comparison = "LessThanThreshold", threshold = 10737418240 }
    "connections-high"  = { about = "Connections of the database", metric = "DatabaseConnections", comparison = "GreaterThanThreshold", threshold = 800 }
  }
}

resource "aws_cloudwatch_metric_alarm" "database" {
  for_each            = local.database
  alarm_name          = "${var.name}-rds-${each.key}"
  alarm_description   = each.value.about
  namespace           = "AWS/RDS"
  metric_name         = each.value.metric
  statistic           = "Average"
  period              = 300
  evaluation_periods  = 3
  comparison_operator = each.value.comparison
  threshold           = each.value.threshold
  treat_missing_data  = "breaching"
  alarm_actions       = [var.topic_arn]
  ok_actions          = [var.topic_arn]
  dimensions          = { DBInstanceIdentifier = var.db }
}

resource "aws_cloudwatch_metric_alarm" "evictions" {
  count               = 2
  alarm_name          = "${var.name}-redis-${count.index + 1}-evictions"
  alarm_description   = "Redis evicts, though queues live in it"
  namespace           = "AWS/ElastiCache"
  metric_name         = "Evictions"
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.topic_arn]
  ok_actions          = [var.topic_arn]
  dimensions          = { CacheClusterId = format("%s-%03d", var.name, count.index + 1) }
}
