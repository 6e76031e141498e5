# What every recorded plan starts from: one resource of many kinds that hold data, and some that hold none.

variable "protected" {
  type    = bool
  default = true
}

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "a" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.1.0/24"
  availability_zone = "us-east-1a"
}

resource "aws_subnet" "b" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.2.0/24"
  availability_zone = "us-east-1b"
}

resource "aws_db_subnet_group" "main" {
  name       = "main"
  subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]
}

resource "aws_kms_key" "data" {
  description = "data"
}

# database {
resource "aws_db_instance" "main" {
  identifier                = "main"
  engine                    = "postgres"
  engine_version            = "16.3"
  instance_class            = "db.t4g.micro"
  allocated_storage         = 20
  username                  = "owner"
  password                  = "known-only-to-the-test"
  db_subnet_group_name      = aws_db_subnet_group.main.name
  storage_encrypted         = true
  kms_key_id                = aws_kms_key.data.arn
  deletion_protection       = true
  skip_final_snapshot       = false
  final_snapshot_identifier = "main-final"
  backup_retention_period   = 7
  lifecycle {
    prevent_destroy = true
  }
}
# }

# cluster {
resource "aws_rds_cluster" "main" {
  cluster_identifier        = "cluster"
  engine                    = "aurora-postgresql"
  engine_version            = "16.6"
  master_username           = "owner"
  master_password           = "known-only-to-the-test"
  db_subnet_group_name      = aws_db_subnet_group.main.name
  deletion_protection       = var.protected
  skip_final_snapshot       = false
  final_snapshot_identifier = "cluster-final"
}
# }

# files {
resource "aws_efs_file_system" "files" {
  creation_token = "files"
  encrypted      = true
}
# }

# volume {
resource "aws_ebs_volume" "scratch" {
  availability_zone = "us-east-1a"
  size              = 10
}
# }

# bucket {
resource "aws_s3_bucket" "documents" {
  bucket = "documents-of-the-recording"
}
# }

# repository {
resource "aws_ecr_repository" "app" {
  name = "app"
}
# }

# secret {
resource "aws_secretsmanager_secret" "token" {
  name = "token"
}
# }

# table {
resource "aws_dynamodb_table" "orders" {
  name                        = "orders"
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = "id"
  deletion_protection_enabled = true
  attribute {
    name = "id"
    type = "S"
  }
}
# }

# zone {
resource "aws_route53_zone" "main" {
  name = "recording.test"
}
# }

# pool {
resource "aws_cognito_user_pool" "people" {
  name                = "people"
  deletion_protection = "ACTIVE"
}
# }

# queues {
resource "aws_sqs_queue" "work" {
  for_each = toset(["orders", "mails"])
  name     = each.key
}
# }

# stream {
resource "aws_kinesis_stream" "events" {
  count       = 2
  name        = "events-${count.index}"
  shard_count = 1
}
# }

# logs {
resource "aws_cloudwatch_log_group" "audit" {
  name = "/audit"
}
# }

# short-logs {
resource "aws_cloudwatch_log_group" "short" {
  name              = "/short"
  retention_in_days = 30
}
# }

# parameter {
resource "aws_ssm_parameter" "address" {
  name  = "/app/address"
  type  = "String"
  value = "http://app.test"
}
# }

# trigger {
resource "terraform_data" "release" {
  input = "1"
}

resource "aws_backup_vault" "backups" {
  name = "backups"
  lifecycle {
    replace_triggered_by = [terraform_data.release]
  }
}
# }

# module {
module "store" {
  source = "./store"
  name   = "store-of-the-recording"
}
# }

# group {
resource "aws_security_group" "app" {
  name   = "app"
  vpc_id = aws_vpc.main.id
}
# }

# topic {
resource "aws_sns_topic" "alerts" {
  name = "alerts"
}
# }

output "table" {
  value = "orders"
}
