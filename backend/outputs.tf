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
