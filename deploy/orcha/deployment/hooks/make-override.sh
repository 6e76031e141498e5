#!/bin/bash
# make-override.sh COMPOSE_FILE SERVICES.json TENANTS.json HEALTH_CHECKS.json: what docker-compose.yml lacks, as JSON on
# standard output: ports of further services, the configured health path of the application, and for each tenant a worker
# with a queue of its own. The JSON files are what 'aws ssm get-parameters-by-path' says.
set -euo pipefail

compose_file=$1 services=$2 tenants=$3 health_checks=$4
jq -n --rawfile compose "$compose_file" --slurpfile services "$services" --slurpfile tenants "$tenants" \
  --slurpfile health "$health_checks" '
  def name: .Name | split("/") | last;
  def plain: [.[0].Parameters[] | select(.Type == "String")] | sort_by(.Name);
  # docker compose looks for variables in every value.
  def literal: tostring | gsub("\\$"; "$$");

  ([$compose | split("\n")[] | capture("^ *- \"(?<port>[0-9]+):[0-9]+\" *$").port]) as $published
  | ($services | plain | map(
      if .Value | test("^[1-9][0-9]{0,4}$") | not then error("the port of service \(name) is no number: \(.Value)")
      else .Value end)
    | unique_by(tonumber) | map(select(. as $port | $published | index([$port]) | not))) as $ports
  | ($tenants | plain | map(
      name as $tenant
      | if $tenant | test("^[a-z0-9]([a-z0-9-]*[a-z0-9])?$") | not
        then error("\($tenant) is no name of a tenant: use lower-case letters, digits and hyphens") else . end
      | [.Value | try fromjson catch empty][0] as $given
      | if ($given | type) != "object" then error("the parameter of tenant \($tenant) is no JSON object") else . end
      | if ($given.WORKERS | type) != "number" or $given.WORKERS < 0 or $given.WORKERS != ($given.WORKERS | floor)
        then error("tenant \($tenant): WORKERS must be a whole number") else . end
      | {
          key: "worker-\($tenant)",
          value: {
            extends: {file: "docker-compose.yml", service: "worker"},
            environment: ({TENANT: $tenant} + ($given | del(.WORKERS) | map_values(literal))),
            deploy: {replicas: $given.WORKERS}
          }
        })
    | from_entries) as $workers
  # The health check in the file asks the first port for /health.
  | ([$services | plain[] | select(.Value == $published[0]) | name][0]) as $first
  | ([$health | plain[] | select(name == $first) | .Value][0] // "/health") as $path
  | ((if $ports == [] then {} else {ports: ($ports | map("\(.):\(.)"))} end)
    + (if $path == "/health" then {} else {
        healthcheck: {test: ["CMD", "wget", "-q", "-O", "/dev/null", "http://127.0.0.1:\($published[0])\($path | literal)"]}
      } end)) as $application
  | {services: ((if $application == {} then {} else {application: $application} end) + $workers)}
'
