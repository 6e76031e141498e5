output "vpc_id" {
  description = "VPC."
  value       = local.values["vpc-id"]
}

output "private_subnet_ids" {
  description = "Private subnets, one a zone."
  value       = tolist(split(",", local.values["private-subnet-ids"]))
}

output "cluster_arn" {
  description = "ARN of the ECS cluster."
  value       = local.values["cluster-arn"]
}

output "cluster_name" {
  description = "Name of the ECS cluster."
  value       = local.values["cluster-name"]
}

output "service_sg_id" {
  description = "Security group that may reach the database and Redis."
  value       = local.values["service-sg-id"]
}

output "alb_sg_id" {
  description = "Security group of the public load balancer."
  value       = local.values["alb-sg-id"]
}

output "alb_listener_arn" {
  description = "Listener of the public load balancer that rules are added to."
  value       = local.values["alb-listener-arn"]
}

output "image_tag_parameter" {
  description = "SSM parameter with the tag of the images that were released last."
  value       = local.values["image-tag-parameter"]
}

output "bridge_version" {
  description = "Version of the contract, major.minor."
  value       = local.values["bridge-version"]
}
