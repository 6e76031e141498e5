"""The simulated AWS: moto's server, completed where the Terraform AWS provider needs more."""
