output "service_name" {
  description = "Name of the ECS service that runs the workspace; also the family of its task definition."
  value       = aws_ecs_service.workspace.name
}

output "task_definition_arn" {
  description = "ARN of the task definition, with its revision."
  value       = aws_ecs_task_definition.workspace.arn
}

output "access_point_id" {
  description = "EFS access point of the home."
  value       = aws_efs_access_point.home.id
}

output "log_group_name" {
  description = "Log group of the workspace."
  value       = aws_cloudwatch_log_group.workspace.name
}

output "running" {
  description = "Whether the workspace is meant to run."
  value       = var.start_count == 1
}

output "bridge_version" {
  description = "Version of the contract that the platform publishes."
  value       = module.bridge.bridge_version
}
