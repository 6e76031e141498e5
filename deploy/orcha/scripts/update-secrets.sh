#!/usr/bin/env bash
# Writes secret values from a file into the parameter store and the secrets manager. Works with the bash 3.2 of macOS.
# A value goes from the file through shell built-ins and files of mode 600 only: no command line, no log ever has it.
case $- in
  *x*)
    set +x
    echo "update-secrets.sh: tracing is off from here on: it would print the values" >&2
    ;;
esac
set -euo pipefail
# shellcheck source=common.sh
. "$(dirname "$0")/common.sh"

help() {
  cat <<'HELP'
update-secrets.sh --from-file FILE [--prefix PREFIX] [--profile P] [--region R] [--dry-run]

Writes the values of FILE. Values that are there already are left alone: run again, it changes nothing.
FILE, and every file it names, must be readable by you alone (chmod 600).

  --from-file FILE  lines of these forms; empty lines and lines that begin with # do not count:
                      parameter NAME=VALUE   SecureString PREFIX/NAME in the parameter store
                      parameter NAME=@PATH   the same, the value is what the file PATH holds
                      secret NAME=VALUE      the secret PREFIX/NAME, which the data layer has made
                      secret NAME=@PATH      the same; PATH is looked for beside FILE
                    A value that begins with { must be JSON. The last newline of a file does not count.
  --prefix PREFIX   /v1-orcha unless given
  --profile P       AWS CLI profile
  --region R        eu-central-1 unless given
  --dry-run         only say which names would be written
HELP
}

file='' prefix=/v1-orcha profile='' region=eu-central-1 dry_run=no
while [ $# -gt 0 ]; do
  case $1 in
    --from-file) file=$(option_value "$@") || exit; shift 2 ;;
    --prefix) prefix=$(option_value "$@") || exit; shift 2 ;;
    --profile) profile=$(option_value "$@") || exit; shift 2 ;;
    --region) region=$(option_value "$@") || exit; shift 2 ;;
    --dry-run) dry_run=yes; shift ;;
    --help | -h) help; exit 0 ;;
    # Not the argument itself: it may be a value that somebody typed here.
    -*) usage_error "unknown option ${1%%=*}." ;;
    *) usage_error "an argument that is no option: values come from a file, never from the command line." ;;
  esac
done
[ -n "$file" ] || usage_error "--from-file is missing."
prefix=/${prefix#/}
prefix=${prefix%/}
need_tools aws jq

call() { aws_as "$profile" --region "$region" "$@"; }

check_private() { # FILE
  local mode
  [ -f "$1" ] || fail "there is no file $1."
  [ -r "$1" ] || fail "$1 cannot be read."
  mode=$(ls -ldL "$1")
  case ${mode:4:6} in
    ------) ;;
    *) fail "$1 can be read by others; put it right with: chmod 600 $1" ;;
  esac
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
umask 077

# Reads one line into kind, name and value. Messages name the line's number, never what it holds.
parse() { # LINE NUMBER
  local rest path
  kind=${1%%[[:space:]]*}
  rest=${1#"$kind"}
  rest=${rest#"${rest%%[![:space:]]*}"}
  case $kind in parameter | secret) ;; *) fail "line $2 of $file begins neither with 'parameter' nor with 'secret'." ;; esac
  case $rest in *=*) ;; *) fail "line $2 of $file has no NAME=VALUE." ;; esac
  name=${rest%%=*}
  value=${rest#*=}
  case $name in '' | *[!A-Za-z0-9_./-]* | /* | */) fail "line $2 of $file has a name that is not made of letters, digits and _ . / -" ;; esac
  case $kind:$name in
    parameter:runtime/* | parameter:services/* | parameter:tenants/*)
      fail "line $2 of $file: parameters below $prefix/${name%%/*}/ are Terraform's; change the environment's configuration." ;;
    secret:db-credentials) fail "line $2 of $file: $prefix/db-credentials belongs to the database; let it be rotated." ;;
  esac
  case $value in
    @*)
      path=${value#@}
      case $path in /*) ;; *) path=$(dirname "$file")/$path ;; esac
      check_private "$path"
      value=$(<"$path")
      ;;
  esac
  [ -n "$value" ] || fail "line $2 of $file: the value of $name is empty."
  case $value in
    \{*) jq -e . >/dev/null 2>&1 <<<"$value" || fail "line $2 of $file: the value of $name begins with { and is no JSON." ;;
  esac
}

# Whether the account holds the value already. What it says goes into a file and a variable, nowhere else.
is_there() {
  local current
  if [ "$kind" = parameter ]; then
    if ! call ssm get-parameter --name "$prefix/$name" --with-decryption --output json >"$work/current" 2>"$work/errors"; then
      grep -q ParameterNotFound "$work/errors" || { cat "$work/errors" >&2; fail "cannot read parameter $prefix/$name."; }
      return 1
    fi
    current=$(jq -r .Parameter.Value "$work/current")
    jq -e '.Parameter.Type == "SecureString"' "$work/current" >/dev/null ||
      fail "parameter $prefix/$name is there and no SecureString: something else owns it."
  else
    call secretsmanager describe-secret --secret-id "$prefix/$name" >/dev/null 2>"$work/errors" || {
      grep -q ResourceNotFoundException "$work/errors" || cat "$work/errors" >&2
      fail "there is no secret $prefix/$name: the data layer makes it; deploy that first."
    }
    if ! call secretsmanager get-secret-value --secret-id "$prefix/$name" --output json >"$work/current" 2>"$work/errors"; then
      grep -q ResourceNotFoundException "$work/errors" || { cat "$work/errors" >&2; fail "cannot read secret $prefix/$name."; }
      return 1
    fi
    current=$(jq -r '.SecretString // ""' "$work/current")
  fi
  [ "$current" = "$value" ]
}

store() {
  local request="$work/request"
  if [ "$kind" = parameter ]; then
    printf '%s' "$value" | jq -Rs --arg name "$prefix/$name" \
      '{Name: $name, Value: ., Type: "SecureString", Overwrite: true}' >"$request" &&
      call ssm put-parameter --cli-input-json "file://$request" >/dev/null
  else
    printf '%s' "$value" | jq -Rs --arg name "$prefix/$name" '{SecretId: $name, SecretString: .}' >"$request" &&
      call secretsmanager put-secret-value --cli-input-json "file://$request" >/dev/null
  fi || fail "cannot write $kind $prefix/$name."
  rm -f "$request" "$work/current"
}

# Calls 'parse' and then the given function for each line.
each_line() { # FUNCTION
  local line number=0
  while IFS= read -r line <&3 || [ -n "$line" ]; do
    number=$((number + 1))
    case $line in '' | \#*) continue ;; esac
    parse "$line" "$number"
    "$1"
  done 3<"$file"
}

update() {
  if is_there; then
    say "$kind $prefix/$name is as it should be"
  elif would "write $kind $prefix/$name"; then
    :
  else
    store
    say "$kind $prefix/$name is written"
  fi
}

check_private "$file"
# The whole file before the first write: a mistake in the last line must not leave half of it done.
each_line :
each_line update
