bucket     = "example-terraform-state"
region     = "us-west-2"
lock_table = "terraform-locks"

tags = {
  Project   = "example"
  ManagedBy = "terraform"
}
