variable "bridge_path" {
  description = "Path that the platform publishes its parameters under, such as /coder-production."
  type        = string
  nullable    = false
}

variable "owner" {
  description = "User that the workspace belongs to: data.coder_workspace_owner.me.name."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$", var.owner)) && length(var.owner) <= 32
    error_message = "Must be letters, digits and single hyphens between them, at most 32 of them; got '${var.owner}'."
  }
}

variable "workspace" {
  description = "Name of the workspace, one for each of the owner's: data.coder_workspace.me.name."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$", var.workspace)) && length(var.workspace) <= 32
    error_message = "Must be letters, digits and single hyphens between them, at most 32 of them; got '${var.workspace}'."
  }
}

variable "start_count" {
  description = "1: the workspace runs; 0: it is stopped, and its home stays: data.coder_workspace.me.start_count."
  type        = number
  default     = 1
  nullable    = false

  validation {
    condition     = contains([0, 1], var.start_count)
    error_message = "Must be 0 or 1; got ${var.start_count}."
  }
}

variable "image" {
  description = "Image of the workspace, with its tag or digest."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^\\S+$", var.image))
    error_message = "Must be an image such as codercom/enterprise-base:ubuntu-20250818; got '${var.image}'."
  }
}

variable "command" {
  description = "What the container runs; empty: what the image says. In Coder: [\"sh\", \"-c\", coder_agent.main.init_script]."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "environment" {
  description = "Environment of the container, by name. It is readable in the task definition: secrets go into 'secrets'."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "secrets" {
  description = "Environment of the container that ECS fetches at its start: ARN of a Secrets Manager secret, by name."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for arn in values(var.secrets) : startswith(arn, "arn:")])
    error_message = "Must be ARNs, not the secrets themselves; wrong: ${join(", ", [for name, arn in var.secrets : name if !startswith(arn, "arn:")])}."
  }
}

variable "cpu" {
  description = "CPU units of the task, 1024 for one vCPU: 256, 512, 1024, 2048, 4096, 8192 or 16384."
  type        = number
  default     = 1024
  nullable    = false

  validation {
    condition     = contains([256, 512, 1024, 2048, 4096, 8192, 16384], var.cpu)
    error_message = "Must be 256, 512, 1024, 2048, 4096, 8192 or 16384; got ${var.cpu}."
  }
}

variable "memory" {
  description = "Memory of the task in MiB; Fargate takes a range for each number of CPU units."
  type        = number
  default     = 2048
  nullable    = false

  # Amazon ECS Developer Guide, "Fargate task definition considerations": least, most and step.
  validation {
    condition = try(contains({
      256   = [512, 1024, 2048]
      512   = range(1024, 4096 + 1, 1024)
      1024  = range(2048, 8192 + 1, 1024)
      2048  = range(4096, 16384 + 1, 1024)
      4096  = range(8192, 30720 + 1, 1024)
      8192  = range(16384, 61440 + 1, 4096)
      16384 = range(32768, 122880 + 1, 8192)
    }[var.cpu], var.memory), false)
    error_message = "Fargate runs no task of ${var.cpu} CPU units with ${var.memory} MiB: 256 takes 512, 1024 or 2048; 512 takes 1024-4096; 1024 takes 2048-8192; 2048 takes 4096-16384; 4096 takes 8192-30720, in steps of 1024; 8192 takes 16384-61440 in steps of 4096; 16384 takes 32768-122880 in steps of 8192."
  }
}

variable "architecture" {
  description = "Processor that the image is for: X86_64 or ARM64."
  type        = string
  default     = "X86_64"
  nullable    = false

  validation {
    condition     = contains(["X86_64", "ARM64"], var.architecture)
    error_message = "Must be X86_64 or ARM64; got '${var.architecture}'."
  }
}

variable "port" {
  description = "Port that the workspace listens on for direct access through the load balancer; the platform's security group lets 13337 in."
  type        = number
  default     = 13337
  nullable    = false

  validation {
    condition     = var.port >= 1 && var.port <= 65535 && floor(var.port) == var.port
    error_message = "Must be 1-65535; got ${var.port}."
  }
}

variable "home" {
  description = "Where the container finds its home, and the user and group that own it."
  type = object({
    path = optional(string, "/home/coder")
    uid  = optional(number, 1000)
    gid  = optional(number, 1000)
  })
  default  = {}
  nullable = false

  validation {
    condition     = can(regex("^(/[A-Za-z0-9._-]+)+$", var.home.path))
    error_message = "path must be absolute, without a slash at its end; got '${var.home.path}'."
  }

  validation {
    condition     = var.home.uid >= 0 && var.home.gid >= 0
    error_message = "uid and gid must be 0 or more."
  }
}

variable "log_retention_days" {
  description = "Days that the workspace's logs are kept; the values that CloudWatch Logs takes."
  type        = number
  default     = 7
  nullable    = false

  validation {
    condition = contains(
      [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653],
      var.log_retention_days
    )
    error_message = "Must be a value that CloudWatch Logs takes, such as 1, 3, 5, 7, 14 or 30; got ${var.log_retention_days}."
  }
}

variable "tags" {
  description = "Tags on every resource, beside those of the provider."
  type        = map(string)
  default     = {}
  nullable    = false
}
