output "backend" {
  description = "What stacks write into their backend block, beside a key of their own."
  value       = module.state_backend.backend
}
