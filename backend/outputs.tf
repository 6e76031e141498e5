output "bucket" {
  description = "Name of the bucket that holds the states."
  value       = aws_s3_bucket.state.id
}

output "bucket_arn" {
  description = "ARN of that bucket."
  value       = aws_s3_bucket.state.arn
}

output "lock_table" {
  description = "Name of the lock table; null where there is none."
  value       = one(aws_dynamodb_table.locks[*].name)
}

output "lock_table_arn" {
  description = "ARN of the lock table; null where there is none."
  value       = one(aws_dynamodb_table.locks[*].arn)
}

output "access_logs" {
  description = "Bucket that takes the server access logs of the state bucket; null where there are none."
  value       = one(aws_s3_bucket_logging.state[*].target_bucket)
}

output "backend" {
  description = "What stacks write into their backend block, beside a key of their own."
  value = {
    bucket         = aws_s3_bucket.state.id
    region         = var.region
    encrypt        = true
    kms_key_id     = var.kms_key_arn
    dynamodb_table = var.lock == "s3" ? null : one(aws_dynamodb_table.locks[*].name)
    use_lockfile   = var.lock == "dynamodb" ? null : true
  }
}
