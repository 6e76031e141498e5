output "vpc_id" {
  description = "VPC."
  value       = local.values["vpc-id"]
}

output "private_subnet_ids" {
  description = "Private subnets, one a zone."
  value       = tolist(split(",", local.values["private-subnet-ids"]))
}

output "service_sg_id" {
  description = "Security group of the instances."
  value       = local.values["service-sg-id"]
}

output "storage_bucket_name" {
  description = "Bucket of the documents."
  value       = local.values["storage-bucket-name"]
}

output "ingest_queue_url" {
  description = "Queue of documents to process, to send to."
  value       = local.values["ingest-queue-url"]
}

output "ingest_queue_arn" {
  description = "ARN of the queue of documents to process."
  value       = local.values["ingest-queue-arn"]
}

output "data_key_arn" {
  description = "KMS key of the documents and the queues."
  value       = local.values["data-key-arn"]
}

output "repository_url" {
  description = "Repository of the images."
  value       = local.values["repository-url"]
}

output "bridge_version" {
  description = "Version of the contract, major.minor."
  value       = local.values["bridge-version"]
}
