# Generated from the contract of alva, version 1.0. A change belongs there, not here.

locals {
  types = {
    "vpc-id"              = "String"
    "private-subnet-ids"  = "StringList"
    "cluster-arn"         = "String"
    "cluster-name"        = "String"
    "service-sg-id"       = "String"
    "alb-sg-id"           = "String"
    "alb-listener-arn"    = "String"
    "image-tag-parameter" = "String"
    "bridge-version"      = "String"
  }
}

# By path, not one by one: a parameter that is not there is named below, all of them at once.
# Nothing is decrypted: a SecureString is no part of the contract and is refused.
data "aws_ssm_parameters_by_path" "bridge" {
  path            = var.path
  recursive       = false
  with_decryption = false

  lifecycle {
    postcondition {
      condition = alltrue([
        for name in keys(local.types) : contains(self.names, "${var.path}/${name}")
      ])
      error_message = format(
        "Bridge parameters are missing under %s: %s. Deploy the platform that publishes them, or see what is there with: ./terrace bridge check alva/ENVIRONMENT",
        var.path,
        join(", ", [
          for name in keys(local.types) : name if !contains(self.names, "${var.path}/${name}")
        ])
      )
    }

    postcondition {
      condition = alltrue([
        for index, name in self.names : split(".", nonsensitive(self.values)[index])[0] == "1"
        if name == "${var.path}/bridge-version"
      ])
      error_message = format(
        "The bridge under %s is of version %s, and this module reads version 1. Take the module of the same major version; what changed is in its README.",
        var.path,
        join("", [
          for index, name in self.names : nonsensitive(self.values)[index]
          if name == "${var.path}/bridge-version"
        ])
      )
    }

    postcondition {
      condition = alltrue([
        for index, name in self.names : self.types[index] == lookup(local.types, basename(name), self.types[index])
      ])
      error_message = format(
        "Bridge parameters under %s have another type than in the contract: %s.",
        var.path,
        join(", ", [
          for index, name in self.names : "${basename(name)} is a ${self.types[index]} and must be a ${local.types[basename(name)]}"
          if self.types[index] != lookup(local.types, basename(name), self.types[index])
        ])
      )
    }
  }
}

locals {
  # No parameter of the contract is a secret; the provider takes every one for one.
  values = {
    for index, name in data.aws_ssm_parameters_by_path.bridge.names :
    basename(name) => nonsensitive(data.aws_ssm_parameters_by_path.bridge.values)[index]
  }
}
