#!/usr/bin/env bash
# Brings what the tests need besides the build tools, from Debian's own packages.
#
#   needs.sh [chromium] [postgres] [tools]     without a word: all
#
# What is there already is used, on any system, and nothing is fetched. Exit 1 with the exact command
# when something is missing and may not be installed from here.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
. ./find.sh

wanted=" ${*:-chromium postgres tools} "

# The PostgreSQL version to install: 15, or what this Debian calls its own.
postgres_version() {
  if apt-cache show postgresql-15 >/dev/null 2>&1; then
    echo 15
  else
    apt-cache depends postgresql 2>/dev/null | sed -nE 's/.*Depends: postgresql-([0-9]+)$/\1/p' | head -n 1
  fi
}

# The packages for what is missing, one per line.
missing() {
  # The walkthrough of the README speaks to the server with curl and signs photos with openssl.
  if [[ $wanted == *" tools "* ]]; then
    command -v curl >/dev/null || echo curl
    command -v openssl >/dev/null || echo openssl
  fi
  if [[ $wanted == *" chromium "* ]] && ! find_chromium >/dev/null; then
    echo chromium
  fi
  if [[ $wanted == *" postgres "* ]]; then
    local version
    if find_postgres >/dev/null; then
      find_postgis >/dev/null && return
      version=$("$(find_postgres)/postgres" --version | sed -E 's/[^0-9]*([0-9]+).*/\1/')
    else
      version=$(postgres_version)
      echo "postgresql-${version:-15}"
    fi
    find_postgis >/dev/null || echo "postgresql-${version:-15}-postgis-3"
  fi
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

fetch() {
  as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get -o DPkg::Lock::Timeout=600 install -y -q --no-install-recommends "$@"
}

# Debian starts a cluster of its own with every new PostgreSQL. The tests bring theirs, so none is wanted:
# its setting is turned off for the time of the installation and put back afterwards.
without_own_cluster() {
  local setting=/etc/postgresql-common/createcluster.conf
  if ! printf '%s\n' "$@" | grep -qE '^postgresql-[0-9]+$'; then
    "$@"
    return
  fi
  fetch postgresql-common
  as_root cp -p "$setting" "$setting.kept"
  as_root sed -i -E 's/^#?[[:space:]]*create_main_cluster.*/create_main_cluster = false/' "$setting"
  local result=0
  "$@" || result=$?
  as_root mv "$setting.kept" "$setting"
  return "$result"
}

mapfile -t packages < <(missing)
if [ "${#packages[@]}" = 0 ]; then
  echo "All that the tests need is here."
  exit 0
fi

command="apt-get install --no-install-recommends ${packages[*]}"
if ! command -v apt-get >/dev/null; then
  echo "The tests need Chromium, PostgreSQL with PostGIS, curl and openssl: install them with this system's own packages." >&2
  echo "On Debian that would be: $command" >&2
  exit 1
fi
if [ "$(id -u)" != 0 ] && ! sudo -n true 2>/dev/null; then
  echo "The tests need packages that only root may install. Run this once:" >&2
  echo "  sudo $command" >&2
  exit 1
fi

echo "Installing from Debian: ${packages[*]}"
if ! apt-get install --dry-run "${packages[@]}" >/dev/null 2>&1; then
  as_root apt-get -o DPkg::Lock::Timeout=600 update -q
  mapfile -t packages < <(missing)
fi
without_own_cluster fetch "${packages[@]}"

mapfile -t left < <(missing)
if [ "${#left[@]}" != 0 ]; then
  echo "Still missing after the installation: ${left[*]}" >&2
  exit 1
fi
