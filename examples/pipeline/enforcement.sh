#!/usr/bin/env bash
# Enforces groups from a pipeline: a pull request shows what would change, and
# exactly what was approved is applied after it is merged.
#
#   enforcement.sh plan  PLAN   in the pull request; writes the plan as JSON
#   enforcement.sh apply PLAN   after approval, with the PLAN of `plan`
#
# SCIM_URL and SCIM_TOKEN say which portal, SCIM what to call. A plan expires,
# and whatever is written meanwhile makes it stale: `apply` then ends with 4 and
# changes nothing. A guard that refuses ends it with 3.
set -euo pipefail

scim=${SCIM:-backstage-cli scim}
step=$1 plan=$2

case $step in
  plan)
    $scim enforce-groups --dry-run --output json >"$plan"
    $scim plan show "$(node -p 'JSON.parse(require("fs").readFileSync(process.argv[1])).plan.id' "$plan")"
    ;;
  apply)
    $scim enforce-groups --yes \
      --plan "$(node -p 'JSON.parse(require("fs").readFileSync(process.argv[1])).plan.id' "$plan")"
    ;;
  *)
    echo "There is no step '$step'; use plan or apply." >&2
    exit 1
    ;;
esac
