output "cluster_arn" {
  description = "ARN of the ECS cluster."
  value       = local.values["cluster-arn"]
}

output "cluster_name" {
  description = "Name of the ECS cluster."
  value       = local.values["cluster-name"]
}

output "task_execution_role_arn" {
  description = "Execution role for workspace tasks."
  value       = local.values["task-execution-role-arn"]
}

output "workspace_task_role_arn" {
  description = "Task role for workspace tasks."
  value       = local.values["workspace-task-role-arn"]
}

output "workspace_sg_id" {
  description = "Security group for workspace tasks."
  value       = local.values["workspace-sg-id"]
}

output "private_subnet_ids" {
  description = "Subnets for workspace tasks, one a zone."
  value       = tolist(split(",", local.values["private-subnet-ids"]))
}

output "efs_id" {
  description = "Shared file system."
  value       = local.values["efs-id"]
}

output "alb_listener_arn" {
  description = "HTTPS listener of the internal load balancer."
  value       = local.values["alb-listener-arn"]
}

output "bridge_version" {
  description = "Version of the contract, major.minor."
  value       = local.values["bridge-version"]
}
