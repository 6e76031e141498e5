variable "path" {
  description = "Path that the environment publishes its parameters under, such as /v1-orcha/bridge."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^(/[A-Za-z0-9._-]+)+$", var.path))
    error_message = "Must start with a slash and not end with one, such as /v1-orcha/bridge; got ${var.path}."
  }
}
