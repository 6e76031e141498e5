#!/bin/bash
# make-env.sh PARAMETERS.json [NAME=VALUE...]: the lines of .env on standard output.
# PARAMETERS.json is what 'aws ssm get-parameters-by-path' says. Given names come last and win.
set -euo pipefail

parameters=$1
shift
# Only plain text: without decryption the value of a SecureString is of no use, and with it, it has no place in .env.
# Single quotes keep docker compose from looking for variables in a value.
jq -r '
  def quoted: "\u0027" + gsub("\u0027"; "\\\u0027") + "\u0027";
  [.Parameters[] | select(.Type == "String") | {name: (.Name | split("/") | last), value: .Value}]
  + [$ARGS.positional[] | capture("^(?<name>[^=]+)=(?<value>.*)$"; "s")]
  | reduce .[] as $each ({}; .[$each.name] = $each.value)
  | to_entries | sort_by(.key)[]
  | if .key | test("^[A-Z][A-Z0-9_]*$") | not then error("\(.key) is no name of an environment variable")
    elif .value | test("\n") then error("the value of \(.key) has more than one line")
    else "\(.key)=\(.value | quoted)" end
' --args "$@" <"$parameters"
