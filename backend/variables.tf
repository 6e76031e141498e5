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

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.region))
    error_message = "A region is called like us-west-2."
  }
}

variable "lock" {
  description = "How states are locked: s3 (a lock file beside each state), dynamodb (an item in a table), or both, for moving from one to the other."
  type        = string
  default     = "s3"

  validation {
    condition     = contains(["dynamodb", "s3", "both"], var.lock)
    error_message = "The lock is dynamodb, s3 or both."
  }
}

variable "lock_table" {
  description = "Name of the DynamoDB table for state locks. With the lock s3 null, or the name of a table that is kept from before."
  type        = string
  default     = null

  validation {
    condition     = var.lock_table == null || can(regex("^[A-Za-z0-9_.-]{3,255}$", var.lock_table))
    error_message = "A table name has 3-255 letters, digits, underscores, dots and hyphens."
  }

  validation {
    condition     = var.lock == "s3" || var.lock_table != null
    error_message = "The locks dynamodb and both need a lock_table."
  }
}

variable "kms_key_arn" {
  description = "Customer KMS key for the states. Null encrypts them with a key of S3's own."
  type        = string
  default     = null

  validation {
    condition     = var.kms_key_arn == null || can(regex("^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/.+$", var.kms_key_arn))
    error_message = "A customer key is named by its ARN: arn:aws:kms:REGION:ACCOUNT:key/ID."
  }
}

variable "noncurrent_days" {
  description = "For how many days earlier versions of a state are kept. Null keeps them for ever."
  type        = number
  default     = 365

  validation {
    condition     = var.noncurrent_days == null || try(var.noncurrent_days >= 1, false)
    error_message = "Earlier versions are kept for at least 1 day."
  }
}

variable "noncurrent_versions" {
  description = "How many earlier versions of each state are kept, however old they are."
  type        = number
  default     = 20

  validation {
    condition     = var.noncurrent_versions >= 1 && var.noncurrent_versions <= 100
    error_message = "S3 keeps between 1 and 100 earlier versions whatever their age."
  }
}

variable "log_bucket" {
  description = "Bucket that is created for server access logs. Null creates none. Bucket names are global."
  type        = string
  default     = null

  validation {
    condition     = var.log_bucket == null || can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", var.log_bucket))
    error_message = "A bucket name has 3-63 lower-case letters, digits, dots and hyphens."
  }

  validation {
    condition     = var.log_bucket != var.bucket
    error_message = "The logs need another bucket than the states: the writing of each log would be logged."
  }
}

variable "log_days" {
  description = "For how many days access logs are kept in log_bucket."
  type        = number
  default     = 90

  validation {
    condition     = var.log_days >= 1 && var.log_days <= 3650
    error_message = "Access logs are kept for 1 to 3650 days."
  }
}

variable "access_logs_to" {
  description = "Bucket that takes the server access logs of the state bucket, below s3/: log_bucket, or one that exists. Null turns them off."
  type        = string
  default     = null

  validation {
    condition     = var.access_logs_to == null || var.access_logs_to != var.bucket
    error_message = "The logs need another bucket than the states: the writing of each log would be logged."
  }
}

variable "tags" {
  description = "Tags on every resource."
  type        = map(string)
  default     = {}
}
