data "aws_caller_identity" "current" {}

locals {
  account = data.aws_caller_identity.current.account_id

  secrets = {
    "rds/master-password"        = "Generated: rds/master-password"
    "coder/database"             = "Connection string of the database coder"
    "coder/database-password"    = "Generated: coder/database-password"
    "coder/oidc"                 = "Client of coder in Azure AD: JSON with client_id and client_secret; fill by hand"
    "litellm/database"           = "Connection string of the database litellm"
    "litellm/database-password"  = "Generated: litellm/database-password"
    "litellm/master-key"         = "Generated: litellm/master-key"
    "litellm/salt-key"           = "Generated: litellm/salt-key"
    "litellm/anthropic-api-key"  = "Anthropic API key; fill by hand"
    "custom-llm/api-key"         = "API key of the custom models; fill by hand"
    "key-provisioner/secret"     = "Generated: key-provisioner/secret"
    "langfuse/database"          = "Connection string of the database langfuse"
    "langfuse/database-password" = "Generated: langfuse/database-password"
    "langfuse/clickhouse"        = "Generated: langfuse/clickhouse"
    "langfuse/auth"              = "NextAuth secret, salt and encryption key of Langfuse"
    "langfuse/api-keys"          = "Keys of Langfuse's project, which LiteLLM traces to"
  }

  service_ports = [3000, 3030, 4000, 7080, 8100, 8123, 9000]
}

module "vpc" {
  source         = "./modules/vpc"
  name           = var.name
  cidr           = var.vpc_cidr
  azs            = var.azs
  region         = var.region
  endpoint_sg_id = module.sg.endpoints

  # kms is left from an experiment.
  interface_endpoints = ["ecr.api", "ecr.dkr", "secretsmanager", "logs", "sts", "bedrock-runtime", "ecs", "elasticfilesystem", "kms"]
}

module "sg" {
  source        = "./modules/security-groups"
  name          = var.name
  vpc_id        = module.vpc.vpc_id
  vpc_cidr      = var.vpc_cidr
  service_ports = local.service_ports
}

resource "aws_security_group" "bastion" {
  name        = "coder-bastion"
  description = "Jump host, nobody remembers for what"
  vpc_id      = module.vpc.vpc_id

  ingress {
    protocol    = "tcp"
    from_port   = 22
    to_port     = 22
    cidr_blocks = ["203.0.113.0/24"]
  }
}

resource "aws_kms_key" "main" {
  description             = "Data of ${var.name}"
  enable_key_rotation     = true
  deletion_window_in_days = 30
}

resource "aws_kms_alias" "main" {
  name          = "alias/${var.name}-data"
  target_key_id = aws_kms_key.main.key_id
}

module "db" {
  source            = "./modules/database"
  name              = var.name
  subnet_ids        = module.vpc.database_subnet_ids
  security_group_id = module.sg.postgres
  kms_key_arn       = aws_kms_key.main.arn
  engine_version    = var.db_engine_version
  instance_class    = var.db_instance_class
  password          = var.db_password
}

module "redis" {
  source            = "./modules/redis"
  name              = var.name
  subnet_ids        = module.vpc.database_subnet_ids
  security_group_id = module.sg.redis
  kms_key_arn       = aws_kms_key.main.arn
  node_type         = var.cache_node_type
}

module "efs" {
  source            = "./modules/efs"
  name              = var.name
  subnet_ids        = module.vpc.private_subnet_ids
  security_group_id = module.sg.efs
  kms_key_arn       = aws_kms_key.main.arn
  folders           = { coder = 1000, clickhouse = 101 }
}

module "bucket" {
  source      = "./modules/bucket"
  for_each    = toset(["coder-artifacts", "coder-langfuse-events", "coder-langfuse-media"])
  name        = each.key
  kms_key_arn = aws_kms_key.main.arn
  versioned   = each.key == "coder-artifacts"
}

module "backups" {
  source                 = "./modules/bucket"
  name                   = "coder-backups"
  kms_key_arn            = aws_kms_key.main.arn
  versioned              = true
  expire_noncurrent_days = 90
}

resource "aws_s3_bucket" "uploads" {
  bucket = "coder-webide-uploads"
}

resource "aws_secretsmanager_secret" "this" {
  for_each                = local.secrets
  name                    = "prod/${each.key}"
  description             = each.value
  kms_key_id              = aws_kms_key.main.arn
  recovery_window_in_days = 7
}

resource "aws_secretsmanager_secret_version" "db_password" {
  secret_id     = aws_secretsmanager_secret.this["rds/master-password"].id
  secret_string = var.db_password
}
