variable "path" {
  description = "Path that the environment publishes its parameters under, such as /alva-production/bridge."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^(/[A-Za-z0-9._-]+)+$", var.path))
    error_message = "Must start with a slash and not end with one, such as /alva-production/bridge; got ${var.path}."
  }
}
