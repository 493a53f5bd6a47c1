#!/usr/bin/env bash
# Notes once a day how many followers the OA has. Called every minute for an hour: the first call that works writes the
# day's line, those after it find nothing to do.
set -euo pipefail
umask 077
cd "$(dirname "$0")" # .env lies here

: "${OA:?as zalo-oa:579745863508352884}" "${OWNER:?the mail address of who consents}"
API=${ZALO_OA_BASE_URL:-https://openapi.zalo.me}
today=$(date +%F)

exec 9> running.lock
flock --nonblock 9 || exit 0 # the call of a minute ago is still at it
if grep -qs "^$today," followers.csv; then exit 0; fi

said=$(mktemp)
trap 'rm -f "$said"' EXIT

ask_owner() {
  if grep -qsx "$today" asked; then return; fi # once a day is enough
  local link
  link=$(oauth-tokens url "${OA%%:*}" --account "${OA#*:}")
  mail -s "$OA: please consent again" "$OWNER" << TEXT
$(cat "$said")

Open this link within ten minutes:
$link

The browser then ends on an address that does not open. Whoever keeps the server needs it:
oauth-tokens callback 'ADDRESS'

Too late? This makes a new link: oauth-tokens login ${OA%%:*} --account ${OA#*:} --paste
TEXT
  echo "$today" > asked
}

failed() {
  cat "$said" >&2
  case $1 in
    4) ask_owner ;;
    6 | 8) ;; # Zalo is not reachable, or another process is refreshing: the next minute tries again
    *) exit "$1" ;; # somebody has to look
  esac
  exit 0
}

answer=$(oauth-tokens request "$OA" "$API/v2.0/oa/getoa" --fail 2> "$said") || failed $?

# Zalo says what went wrong under HTTP 200.
if [[ ! $answer =~ \"num_follower\":([0-9]+) ]]; then
  echo "Zalo answered: $answer" >&2
  exit 1
fi
echo "$today,${BASH_REMATCH[1]}" >> followers.csv
rm -f asked
