variable "region" {
  description = "Region of the platform."
  type        = string
  default     = "us-west-2"
}

variable "bridge_path" {
  description = "Path that the platform publishes its parameters under."
  type        = string
  default     = "/coder-production"
}

variable "start_count" {
  description = "1: the workspace runs; 0: it is stopped."
  type        = number
  default     = 1
}
