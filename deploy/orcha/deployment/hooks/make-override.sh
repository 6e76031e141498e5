#!/bin/bash
# make-override.sh COMPOSE_FILE SERVICES.json TENANTS.json: what docker-compose.yml lacks, as JSON on standard output:
# ports of further services, and for each tenant a worker with a queue of its own.
# The two JSON files are what 'aws ssm get-parameters-by-path' says.
set -euo pipefail

compose_file=$1 services=$2 tenants=$3
jq -n --rawfile compose "$compose_file" --slurpfile services "$services" --slurpfile tenants "$tenants" '
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
  | {services: ((if $ports == [] then {} else {application: {ports: ($ports | map("\(.):\(.)"))}} end) + $workers)}
'
