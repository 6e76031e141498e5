# What the scripts for people share. Sourced; works with the bash 3.2 of macOS.
# shellcheck shell=bash

say() { printf '%s\n' "$*" >&2; }

fail() {
  say "${0##*/}: $*"
  exit 1
}

usage_error() {
  say "${0##*/}: $*"
  say "See ${0##*/} --help."
  exit 2
}

need_tools() { # TOOL...
  local tool
  for tool in "$@"; do
    command -v "$tool" >/dev/null 2>&1 || fail "$tool is needed and not on PATH."
  done
}

# The value of an option: option_value "$@" fails where there is none.
option_value() {
  if [ $# -lt 2 ] || [ -z "$2" ]; then
    usage_error "$1 needs a value."
  fi
  printf '%s' "$2"
}

# Words for what a person has to see before it is done; in a dry run nothing is done.
# Callers set dry_run.
would() { # WORDS
  if [ "${dry_run:-no}" = yes ]; then
    say "would $*"
    return 0
  fi
  return 1
}

# Calls the AWS CLI with a profile, or with whatever the shell has where the profile is empty.
aws_as() { # PROFILE WORDS...
  local profile=$1
  shift
  if [ -n "$profile" ]; then
    aws --profile "$profile" "$@"
  else
    aws "$@"
  fi
}

# The name of a hosted zone, without its last dot.
zone_name() { # PROFILE ZONE_ID
  local name
  name=$(aws_as "$1" route53 get-hosted-zone --id "$2" --query HostedZone.Name --output text) ||
    fail "cannot read hosted zone $2${1:+ with profile $1}."
  printf '%s' "${name%.}"
}

# The id of the one public zone of a name.
find_zone() { # PROFILE NAME
  local ids
  ids=$(aws_as "$1" route53 list-hosted-zones-by-name --dns-name "$2" --output json |
    jq -r --arg name "$2." '.HostedZones[] | select(.Name == $name and .Config.PrivateZone != true) | .Id | split("/") | last') ||
    fail "cannot list the hosted zones${1:+ of profile $1}."
  case $ids in
    '') fail "there is no public hosted zone $2${1:+ in the account of profile $1}. Is it the management account's profile?" ;;
    *$'\n'*) fail "there are several public hosted zones $2; say which one with --management-zone-id." ;;
  esac
  printf '%s' "$ids"
}

# The public zone that a name lies in, the closest one where there are several: "ID DOMAIN", or nothing.
closest_zone() { # PROFILE NAME
  aws_as "$1" route53 list-hosted-zones --output json | jq -r --arg name ".$2." '[.HostedZones[]
    | select(.Config.PrivateZone != true) | .Name as $zone | select($name | endswith("." + $zone))]
    | max_by(.Name | length) // empty | "\(.Id | split("/") | last) \(.Name | rtrimstr("."))"' ||
    fail "cannot list the hosted zones${1:+ of profile $1}."
}

# The record sets of a name, as a JSON array.
records_of() { # PROFILE ZONE_ID NAME
  aws_as "$1" route53 list-resource-record-sets --hosted-zone-id "$2" --start-record-name "$3." --max-items 20 \
    --output json | jq -c --arg name "$3." '[.ResourceRecordSets[] | select(.Name == $name)]'
}

# Makes a record set what it should be, and says what it did; changes nothing when it is so already.
set_record() { # PROFILE ZONE_ID NAME TYPE TTL VALUE...
  local profile=$1 zone=$2 name=$3 type=$4 ttl=$5 found wanted
  shift 5
  wanted=$(jq -cn --arg name "$name." --arg type "$type" --argjson ttl "$ttl" \
    '{Name: $name, Type: $type, TTL: $ttl, ResourceRecords: ($ARGS.positional | sort | map({Value: .}))}' --args "$@")
  found=$(records_of "$profile" "$zone" "$name") || fail "cannot read the records of zone $zone."
  if jq -en --argjson found "$found" --argjson wanted "$wanted" '
      def plain: .Name |= ascii_downcase | .ResourceRecords = ([.ResourceRecords[]?.Value | rtrimstr(".")] | sort);
      any($found[]; plain == ($wanted | plain))' >/dev/null; then
    say "$type $name is as it should be"
    return
  fi
  if [ "$type" = CNAME ] && jq -en --argjson found "$found" 'any($found[]; .Type != "CNAME")' >/dev/null; then
    fail "$name has records of another type in zone $zone ($(jq -r 'map(.Type) | join(", ")' <<<"$found")): a CNAME cannot stand beside them."
  fi
  if would "set $type $name to $* (TTL $ttl) in zone $zone"; then
    return
  fi
  aws_as "$profile" route53 change-resource-record-sets --hosted-zone-id "$zone" --change-batch \
    "$(jq -cn --argjson wanted "$wanted" '{Changes: [{Action: "UPSERT", ResourceRecordSet: $wanted}]}')" >/dev/null ||
    fail "cannot change zone $zone."
  say "$type $name is set to $*"
}
