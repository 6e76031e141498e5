# States are locked by an item in a table. Terraform calls this lock deprecated; versions before 1.10 know no other.
module "state_backend" {
  source = "../.."

  bucket     = var.bucket
  region     = "us-west-2"
  lock       = "dynamodb"
  lock_table = "example-terraform-locks"

  tags = {
    Project   = "example"
    ManagedBy = "terraform"
  }
}
