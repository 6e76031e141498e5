variable "path" {
  description = "Path that the environment publishes its parameters under, such as /coder-production."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^(/[A-Za-z0-9._-]+)+$", var.path))
    error_message = "Must start with a slash and not end with one, such as /coder-production; got ${var.path}."
  }
}
