#!/usr/bin/env bash
# Makes a certificate whose names lie in two accounts' zones. Works with the bash 3.2 of macOS.
set -euo pipefail
# shellcheck source=common.sh
. "$(dirname "$0")/common.sh"

help() {
  cat <<'HELP'
create-cross-account-cert.sh --name NAME --primary-domain DOMAIN [--san DOMAIN]... [--zone-id ID] [--management-zone-id ID]
                             [--profile P] [--management-profile P] [--region R] [--timeout-minutes N] [--dry-run]

Requests a certificate that is validated through DNS, adds each validation record to the zone that its name lies in,
waits until the certificate is issued and prints its ARN on standard output (everything else goes to standard error).
Run again, it finds the same certificate and changes nothing.

  --name NAME              tag Name of the certificate, such as v1-orcha-link
  --primary-domain DOMAIN  such as link.prod.getorcha.com
  --san DOMAIN             a further name, such as link.getorcha.com; may be given several times
  --zone-id ID             the environment's hosted zone, in the account of the certificate; unless given, the public
                           zone of that account that the primary domain lies in
  --management-zone-id ID  the hosted zone in the management account; unless given, the public zone of that account that
                           the other names lie in
  --profile P              AWS CLI profile of the environment's account
  --management-profile P   AWS CLI profile of the management account
  --region R               region of the load balancer; eu-central-1 unless given
  --timeout-minutes N      how long to wait until it is issued; 45 unless given
  --dry-run                only say what would be done
HELP
}

name='' primary='' zone='' management_zone='' profile='' management_profile='' region=eu-central-1 minutes=45 dry_run=no
sans=()
while [ $# -gt 0 ]; do
  case $1 in
    --name) name=$(option_value "$@") || exit; shift 2 ;;
    --primary-domain) primary=$(option_value "$@") || exit; shift 2 ;;
    --san) sans+=("$(option_value "$@")") || exit; shift 2 ;;
    --zone-id) zone=$(option_value "$@") || exit; shift 2 ;;
    --management-zone-id) management_zone=$(option_value "$@") || exit; shift 2 ;;
    --profile) profile=$(option_value "$@") || exit; shift 2 ;;
    --management-profile) management_profile=$(option_value "$@") || exit; shift 2 ;;
    --region) region=$(option_value "$@") || exit; shift 2 ;;
    --timeout-minutes) minutes=$(option_value "$@") || exit; shift 2 ;;
    --dry-run) dry_run=yes; shift ;;
    --help | -h) help; exit 0 ;;
    *) usage_error "unknown option $1." ;;
  esac
done
[ -n "$name" ] || usage_error "--name is missing."
[ -n "$primary" ] || usage_error "--primary-domain is missing."
case $minutes in *[!0-9]*) usage_error "--timeout-minutes needs a whole number, not $minutes." ;; esac
need_tools aws jq openssl

acm() { aws_as "$profile" --region "$region" acm "$@"; }

# Every name of the certificate, sorted, one a line.
domains=$(printf '%s\n' "$primary" ${sans[@]+"${sans[@]}"} | sort -u)

if [ -n "$zone" ]; then
  zone_domain=$(zone_name "$profile" "$zone") || exit
else
  found=$(closest_zone "$profile" "${primary#\*.}") || exit
  [ -n "$found" ] || fail "$primary lies in no public hosted zone${profile:+ of profile $profile}; say which one with --zone-id."
  zone=${found% *} zone_domain=${found#* }
fi

lies_in() { # NAME DOMAIN
  case .$1 in *".$2") return 0 ;; *) return 1 ;; esac
}

# Where every name lies in the environment's zone, no other one is needed.
management_domain=''
if [ -n "$management_zone" ]; then
  management_domain=$(zone_name "$management_profile" "$management_zone") || exit
else
  while read -r domain; do
    if [ -z "$management_zone" ] && ! lies_in "${domain#\*.}" "$zone_domain"; then
      found=$(closest_zone "$management_profile" "${domain#\*.}") || exit
      [ -n "$found" ] ||
        fail "$domain lies neither in $zone_domain nor in a public hosted zone${management_profile:+ of profile $management_profile}."
      management_zone=${found% *} management_domain=${found#* }
    fi
  done <<<"$domains"
fi

# Which of the two zones a name lies in: the one that is closer to it. Sets record_profile and record_zone.
choose_zone() { # NAME
  record_profile='' record_zone=''
  if lies_in "$1" "$zone_domain"; then
    record_profile=$profile record_zone=$zone
  fi
  if [ -n "$management_zone" ] && lies_in "$1" "$management_domain" &&
    { [ -z "$record_zone" ] || [ ${#management_domain} -gt ${#zone_domain} ]; }; then
    record_profile=$management_profile record_zone=$management_zone
  fi
  [ -n "$record_zone" ] || fail "$1 lies neither in $zone_domain nor in ${management_domain:-a zone of the management account}."
}

# Before anything is made: a name in no zone could never be validated.
while read -r domain; do
  choose_zone "${domain#\*.}"
done <<<"$domains"

# The token alone finds a certificate for an hour only, so look for one with exactly these names.
find_certificate() {
  local arn listed
  listed=$(acm list-certificates --certificate-statuses PENDING_VALIDATION ISSUED --output json |
    jq -r --arg primary "$primary" '.CertificateSummaryList[] | select(.DomainName == $primary) | .CertificateArn') ||
    fail "cannot list the certificates of $region."
  for arn in $listed; do
    if acm describe-certificate --certificate-arn "$arn" --output json | jq -e --arg domains "$domains" '.Certificate
        | .Type == "AMAZON_ISSUED" and ([.SubjectAlternativeNames[], .DomainName] | unique) == ($domains | split("\n") | unique)
        ' >/dev/null; then
      printf '%s' "$arn"
      return
    fi
  done
}

arn=$(find_certificate) || exit
if [ -n "$arn" ]; then
  say "found $arn"
elif would "request a certificate for $(printf '%s' "$domains" | tr '\n' ' ') in $region"; then
  while read -r domain; do
    choose_zone "${domain#\*.}"
    say "would add the validation record of $domain to zone $record_zone and wait until it is issued"
  done <<<"$domains"
  exit 0
else
  token=$(printf '%s\n' "$name" "$domains" | openssl dgst -sha256 -r | cut -c 1-32)
  alternative=()
  if [ ${#sans[@]} -gt 0 ]; then
    alternative=(--subject-alternative-names "${sans[@]}")
  fi
  arn=$(acm request-certificate --domain-name "$primary" ${alternative[@]+"${alternative[@]}"} \
    --validation-method DNS --idempotency-token "$token" --tags "Key=Name,Value=$name" \
    --query CertificateArn --output text) || fail "cannot request the certificate."
  say "requested $arn"
fi

describe() { acm describe-certificate --certificate-arn "$arn" --output json; }

# The records appear some seconds after the request.
wanted=$(printf '%s\n' "$domains" | wc -l)
records=''
for _ in $(seq 30); do
  records=$(describe | jq -r --argjson wanted "$wanted" '.Certificate.DomainValidationOptions // []
    | if all(.[]; .ResourceRecord) and length >= $wanted then
        map(.ResourceRecord | "\(.Name | rtrimstr(".")) \(.Type) \(.Value)") | unique[] else empty end') ||
    fail "cannot read $arn."
  [ -z "$records" ] || break
  sleep 2
done
[ -n "$records" ] || fail "$arn has no validation records after a minute; run this again."

while read -r record type value; do
  choose_zone "$record"
  set_record "$record_profile" "$record_zone" "$record" "$type" 300 "$value"
done <<<"$records"

deadline=$((SECONDS + minutes * 60))
while true; do
  status=$(describe | jq -r .Certificate.Status) || fail "cannot read $arn."
  case $status in
    ISSUED) break ;;
    PENDING_VALIDATION) ;;
    *) fail "$arn is $status. Delete it, look at the records above, and run this again." ;;
  esac
  if would "wait until $arn is issued"; then
    break
  fi
  if [ "$SECONDS" -ge "$deadline" ]; then
    fail "$arn is not issued after $minutes minutes. Are the zones delegated? Run this again to go on waiting."
  fi
  say "waiting until it is issued"
  sleep 5
done
printf '%s\n' "$arn"
