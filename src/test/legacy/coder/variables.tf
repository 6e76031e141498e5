variable "region" {
  type    = string
  default = "us-west-2"
}

variable "tags" {
  type = map(string)
  default = {
    Project     = "coder-webide"
    Environment = "production"
    ManagedBy   = "cdktf"
  }
}

variable "name" {
  type    = string
  default = "coder-production"
}

variable "vpc_cidr" {
  type    = string
  default = "10.0.0.0/16"
}

variable "azs" {
  type    = list(string)
  default = ["us-west-2a", "us-west-2b"]
}

variable "domain" {
  type    = string
  default = "coder.company.com"
}

variable "db_password" {
  description = "Given on the command line or by the environment; it lies in the state."
  type        = string
  sensitive   = true
}

variable "db_engine_version" {
  type    = string
  default = "16"
}

variable "db_instance_class" {
  type    = string
  default = "db.r6g.large"
}

variable "cache_node_type" {
  type    = string
  default = "cache.r6g.large"
}

variable "litellm_config_key" {
  description = "Where somebody uploaded LiteLLM's configuration."
  type        = string
  default     = "litellm/config-22fbe2decb0c0cb5.yaml"
}

variable "tenant_id" {
  type    = string
  default = "00000000-0000-0000-0000-000000000000"
}
