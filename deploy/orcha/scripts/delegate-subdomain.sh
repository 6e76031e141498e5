#!/usr/bin/env bash
# Delegates an environment's zone from the management account. Works with the bash 3.2 of macOS.
set -euo pipefail
# shellcheck source=common.sh
. "$(dirname "$0")/common.sh"

help() {
  cat <<'HELP'
delegate-subdomain.sh ENV ZONE_ID [--domain DOMAIN] [--management-zone-id ID]
                      [--profile P] [--management-profile P] [--ttl SECONDS] [--dry-run]

Writes the name servers of the hosted zone ZONE_ID, which is ENV.DOMAIN, as NS record into the management account's zone.
Run again, it changes nothing.

  ENV                      prod, staging, dev
  ZONE_ID                  the environment's hosted zone: output of the network layer
  --domain DOMAIN          getorcha.com unless given
  --management-zone-id ID  the zone of DOMAIN; looked up by its name unless given
  --profile P              AWS CLI profile of the environment's account
  --management-profile P   AWS CLI profile of the management account
  --ttl SECONDS            300 unless given
  --dry-run                only say what would be done
HELP
}

environment='' zone='' domain=getorcha.com management_zone='' profile='' management_profile='' ttl=300 dry_run=no
while [ $# -gt 0 ]; do
  case $1 in
    --domain) domain=$(option_value "$@") || exit; shift 2 ;;
    --management-zone-id) management_zone=$(option_value "$@") || exit; shift 2 ;;
    --profile) profile=$(option_value "$@") || exit; shift 2 ;;
    --management-profile) management_profile=$(option_value "$@") || exit; shift 2 ;;
    --ttl) ttl=$(option_value "$@") || exit; shift 2 ;;
    --dry-run) dry_run=yes; shift ;;
    --help | -h) help; exit 0 ;;
    -*) usage_error "unknown option $1." ;;
    *)
      if [ -z "$environment" ]; then
        environment=$1
      elif [ -z "$zone" ]; then
        zone=$1
      else
        usage_error "one argument too many: $1."
      fi
      shift
      ;;
  esac
done
[ -n "$environment" ] || usage_error "ENV is missing."
[ -n "$zone" ] || usage_error "ZONE_ID is missing."
case $ttl in *[!0-9]*) usage_error "--ttl needs a number of seconds, not $ttl." ;; esac
need_tools aws jq

name=$environment.$domain
found=$(aws_as "$profile" route53 get-hosted-zone --id "$zone" --output json) ||
  fail "cannot read hosted zone $zone${profile:+ with profile $profile}."
actual=$(jq -r '.HostedZone.Name | rtrimstr(".")' <<<"$found")
[ "$actual" = "$name" ] || fail "hosted zone $zone is $actual, not $name."

servers=()
while read -r server; do
  servers+=("${server%.}.")
done < <(jq -r '.DelegationSet.NameServers // [] | .[]' <<<"$found")
[ ${#servers[@]} -gt 0 ] || fail "hosted zone $zone has no name servers: it is a private one."

if [ -z "$management_zone" ]; then
  management_zone=$(find_zone "$management_profile" "$domain") || exit
fi
set_record "$management_profile" "$management_zone" "$name" NS "$ttl" "${servers[@]}"
