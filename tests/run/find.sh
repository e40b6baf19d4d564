# Where Chromium and PostgreSQL live on this machine. To be sourced; each function prints one path or fails.

find_chromium() {
  local name
  for name in "${BUURTSCHOUW_CHROMIUM:-}" chromium chromium-browser google-chrome-stable google-chrome; do
    if [ -n "$name" ] && command -v "$name"; then return; fi
  done
  return 1
}

# The folder with initdb, pg_ctl and postgres; the newest when there are several.
find_postgres() {
  local found
  found=$(printf '%s\n' /usr/lib/postgresql/*/bin/initdb | sort -V | tail -n 1)
  if [ ! -x "$found" ]; then
    found=$(readlink -f "$(command -v initdb)" 2>/dev/null) || return 1
  fi
  [ -x "$found" ] && dirname "$found"
}

# PostGIS of that same PostgreSQL.
find_postgis() {
  local bin share
  bin=$(find_postgres) || return 1
  for share in "$("$bin/pg_config" --sharedir 2>/dev/null)" "/usr/share/postgresql/$(basename "$(dirname "$bin")")"; do
    if [ -f "$share/extension/postgis.control" ]; then
      echo "$share/extension/postgis.control"
      return
    fi
  done
  return 1
}
