provider "aws" {
  region = var.region
}

module "workspace" {
  source = "../.."

  bridge_path = var.bridge_path
  owner       = "example-owner"
  workspace   = "example"
  start_count = var.start_count

  image  = "codercom/enterprise-base:ubuntu-20250818"
  cpu    = 2048
  memory = 4096

  command     = ["sh", "-c", "exec sleep infinity"]
  environment = { EDITOR = "vim" }
  home        = { path = "/home/coder", uid = 1000, gid = 1000 }
  tags        = { Template = "complete" }
}
