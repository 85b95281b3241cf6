#!/usr/bin/env bash
# Keeps policies in a repository: a pull request shows what they would change,
# and what was approved is applied after it is merged.
#
#   policies.sh plan  FOLDER PLANS   in the pull request
#   policies.sh apply FOLDER PLANS   after approval, with the PLANS of `plan`
#
# FOLDER holds a file for each policy: organization.yaml, cloud/prod-cloud.yaml,
# project/prod-cloud/proj-1.yaml. PLANS gets a JSON file for each of them.
# SCIM_URL and SCIM_TOKEN say which portal, SCIM what to call.
set -euo pipefail

scim=${SCIM:-backstage-cli scim}
step=$1 folder=$2 plans=$3

# From cloud/prod-cloud.yaml to --resource-type cloud --resource-id prod-cloud.
address() {
  local path=${1%.yaml}
  echo --resource-type "${path%%/*}"
  if [[ $path == */* ]]; then
    echo --resource-id "${path#*/}"
  fi
}

mkdir -p "$plans"
cd "$folder"
find . -name '*.yaml' | sed 's|^\./||' | LC_ALL=C sort | while read -r file; do
  mapfile -t where < <(address "$file" | xargs -n 1)
  plan=$plans/${file//\//-}.json
  case $step in
    plan)
      $scim policy set "${where[@]}" -f "$file" --dry-run </dev/null
      $scim policy set "${where[@]}" -f "$file" --dry-run --output json \
        </dev/null >"$plan"
      ;;
    apply)
      # Refused if somebody has changed the policy since it was planned.
      version=$(node -p 'require(process.argv[1]).previousVersion' "$plan")
      $scim policy set "${where[@]}" -f "$file" --expected-version "$version" \
        </dev/null
      ;;
    *)
      echo "There is no step '$step'; use plan or apply." >&2
      exit 1
      ;;
  esac
done
