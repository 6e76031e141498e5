variable "bucket" {
  description = "Name of the bucket that holds the states. Bucket names are global."
  type        = string

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", var.bucket))
    error_message = "A bucket name has 3-63 lower-case letters, digits, dots and hyphens."
  }
}

variable "region" {
  description = "Region of the bucket and of the lock table."
  type        = string
}

variable "lock_table" {
  description = "Name of the DynamoDB table for state locks. Null where states are locked by a lock file in the bucket."
  type        = string
  default     = null
}

variable "kms_key_arn" {
  description = "Customer KMS key for the states. Null encrypts them with a key of S3's own."
  type        = string
  default     = null
}

variable "noncurrent_days" {
  description = "For how many days earlier versions of a state are kept. Null keeps them for ever."
  type        = number
  default     = null

  validation {
    condition     = var.noncurrent_days == null || try(var.noncurrent_days >= 1, false)
    error_message = "Earlier versions are kept for at least 1 day."
  }
}

variable "tags" {
  description = "Tags on every resource."
  type        = map(string)
  default     = {}
}
