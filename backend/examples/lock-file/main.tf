# States are locked by a lock file in the bucket: Terraform 1.11 or newer, and no table.
module "state_backend" {
  source = "../.."

  bucket = var.bucket
  region = "us-west-2"
  lock   = "s3"

  tags = {
    Project   = "example"
    ManagedBy = "terraform"
  }
}
