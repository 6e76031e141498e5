variable "bucket" {
  description = "Name of the bucket that holds the states. Bucket names are global."
  type        = string
  default     = "example-terraform-state"
}
