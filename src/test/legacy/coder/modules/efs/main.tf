variable "name" {}
variable "subnet_ids" { type = list(string) }
variable "security_group_id" {}
variable "kms_key_arn" {}
variable "folders" { type = map(number) }

resource "aws_efs_file_system" "this" {
  creation_token   = "${var.name}-efs"
  encrypted        = true
  kms_key_id       = var.kms_key_arn
  performance_mode = "generalPurpose"
  throughput_mode  = "bursting"

  lifecycle_policy {
    transition_to_ia = "AFTER_30_DAYS"
  }

  tags = { Name = "${var.name}-efs" }
}

resource "aws_efs_backup_policy" "this" {
  file_system_id = aws_efs_file_system.this.id

  backup_policy {
    status = "ENABLED"
  }
}

resource "aws_efs_mount_target" "this" {
  count           = length(var.subnet_ids)
  file_system_id  = aws_efs_file_system.this.id
  subnet_id       = var.subnet_ids[count.index]
  security_groups = [var.security_group_id]
}

resource "aws_efs_access_point" "folder" {
  for_each       = var.folders
  file_system_id = aws_efs_file_system.this.id

  posix_user {
    uid = each.value
    gid = each.value
  }

  root_directory {
    path = "/${each.key}"

    creation_info {
      owner_uid   = each.value
      owner_gid   = each.value
      permissions = "0750"
    }
  }

  tags = { Name = "${var.name}-${each.key}" }
}

output "id" { value = aws_efs_file_system.this.id }
output "arn" { value = aws_efs_file_system.this.arn }
output "access_points" { value = { for name, point in aws_efs_access_point.folder : name => point.id } }
output "access_point_arns" { value = { for name, point in aws_efs_access_point.folder : name => point.arn } }
