#!/usr/bin/env bash
# Gives a service its short name: a CNAME in the management account's zone. Works with the bash 3.2 of macOS.
set -euo pipefail
# shellcheck source=common.sh
. "$(dirname "$0")/common.sh"

help() {
  cat <<'HELP'
short-name.sh [SERVICE] [--env ENV] [--domain DOMAIN] [--management-zone-id ID]
              [--management-profile P] [--ttl SECONDS] [--dry-run]

Points SERVICE.DOMAIN to SERVICE.ENV.DOMAIN: link.getorcha.com to link.prod.getorcha.com.
Run again, it changes nothing.

  SERVICE                  link unless given
  --env ENV                prod unless given
  --domain DOMAIN          getorcha.com unless given
  --management-zone-id ID  the zone of DOMAIN; looked up by its name unless given
  --management-profile P   AWS CLI profile of the management account
  --ttl SECONDS            300 unless given
  --dry-run                only say what would be done
HELP
}

service='' environment=prod domain=getorcha.com management_zone='' management_profile='' ttl=300 dry_run=no
while [ $# -gt 0 ]; do
  case $1 in
    --env) environment=$(option_value "$@") || exit; shift 2 ;;
    --domain) domain=$(option_value "$@") || exit; shift 2 ;;
    --management-zone-id) management_zone=$(option_value "$@") || exit; shift 2 ;;
    --management-profile) management_profile=$(option_value "$@") || exit; shift 2 ;;
    --ttl) ttl=$(option_value "$@") || exit; shift 2 ;;
    --dry-run) dry_run=yes; shift ;;
    --help | -h) help; exit 0 ;;
    -*) usage_error "unknown option $1." ;;
    *)
      [ -z "$service" ] || usage_error "one argument too many: $1."
      service=$1
      shift
      ;;
  esac
done
service=${service:-link}
case $ttl in *[!0-9]*) usage_error "--ttl needs a number of seconds, not $ttl." ;; esac
need_tools aws jq

if [ -z "$management_zone" ]; then
  management_zone=$(find_zone "$management_profile" "$domain") || exit
fi
set_record "$management_profile" "$management_zone" "$service.$domain" CNAME "$ttl" "$service.$environment.$domain"
