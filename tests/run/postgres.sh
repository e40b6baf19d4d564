#!/usr/bin/env bash
# A PostgreSQL cluster for tests only: on a free port of 127.0.0.1, without a socket, with a password of its own.
#
#   postgres.sh start DIR [durable]    makes the cluster in DIR (new or empty), starts it, prints its URL as the last line
#   postgres.sh stop DIR               stops it and removes DIR
#
# It forgets everything when the machine stops (fsync is off; `durable` leaves it on): never for real data.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
. ./find.sh

# PostgreSQL refuses to run as root.
as_owner() {
  if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi
}

free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 12000))
    if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      echo "$port"
      return
    fi
  done
}

start() {
  local dir=$1 bin password port forget="-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
  if [ "${2:-}" = durable ]; then forget=""; fi
  bin=$(find_postgres) || { echo "PostgreSQL is not installed; run tests/run/needs.sh postgres" >&2; exit 1; }
  mkdir -p "$dir"
  if [ -n "$(ls -A "$dir")" ]; then echo "$dir is not empty" >&2; exit 2; fi
  chmod 700 "$dir"
  password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  (umask 077 && printf '%s\n' "$password" >"$dir/password")
  if [ "$(id -u)" = 0 ]; then chown -R postgres: "$dir"; fi

  as_owner "$bin/initdb" --pgdata="$dir/data" --username=buurtschouw --pwfile="$dir/password" \
    --auth=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 --no-sync >"$dir/initdb.log" 2>&1 ||
    { cat "$dir/initdb.log" >&2; exit 1; }

  # Between finding a free port and taking it someone else may come first: try again with another.
  for _ in 1 2 3 4 5; do
    port=$(free_port)
    if as_owner "$bin/pg_ctl" --pgdata="$dir/data" --log="$dir/data/log.txt" --wait --timeout=60 --silent \
      --options="-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=300 \
        $forget" start >/dev/null 2>&1 </dev/null; then
      echo "postgres://buurtschouw:$password@127.0.0.1:$port/postgres"
      return
    fi
  done
  tail -n 20 "$dir/data/log.txt" >&2
  exit 1
}

stop() {
  local dir=$1 bin
  [ -d "$dir" ] || return 0
  # An empty folder: it never came to a cluster.
  rmdir "$dir" 2>/dev/null && return
  if [ ! -f "$dir/password" ]; then echo "$dir was not made by this script" >&2; exit 2; fi
  bin=$(find_postgres)
  if [ -f "$dir/data/postmaster.pid" ]; then
    as_owner "$bin/pg_ctl" --pgdata="$dir/data" --mode=immediate --wait --silent stop >/dev/null
  fi
  rm -rf "$dir"
}

case "${1:-} ${2:-}" in
  "start "?*) start "$2" "${3:-}" ;;
  "stop "?*) stop "$2" ;;
  *)
    echo "postgres.sh start DIR [durable] | stop DIR" >&2
    exit 2
    ;;
esac
