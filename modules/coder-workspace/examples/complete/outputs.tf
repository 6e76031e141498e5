output "service_name" {
  description = "Name of the ECS service that runs the workspace."
  value       = module.workspace.service_name
}

output "task_definition_arn" {
  description = "ARN of the task definition, with its revision."
  value       = module.workspace.task_definition_arn
}

output "access_point_id" {
  description = "EFS access point of the home."
  value       = module.workspace.access_point_id
}

output "bridge_version" {
  description = "Version of the contract that the platform publishes."
  value       = module.workspace.bridge_version
}
