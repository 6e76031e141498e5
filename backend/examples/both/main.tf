# On the way from the table to the lock file: whoever has the former configuration, and whoever has the next, is kept out.
# Earlier versions of a state go after 90 days, but the last 50 of each stay.
module "state_backend" {
  source = "../.."

  bucket     = var.bucket
  region     = "us-west-2"
  lock       = "both"
  lock_table = "example-terraform-locks"

  noncurrent_days     = 90
  noncurrent_versions = 50

  tags = {
    Project   = "example"
    ManagedBy = "terraform"
  }
}
