#!/bin/sh
# All clients against the proxy, on real servers: Connector/J, MariaDB Connector/J, the mariadb command line, mysql2, sysbench.
# A missing program is an error here; in `mvn verify` its test is skipped.
#   integration-tests/src/test/clients/run.sh [-Dsluice.servers=mysql] [further options of Maven]
set -eu

missing=
for program in mariadb sysbench node npm; do
    command -v $program > /dev/null || missing="$missing $program"
done
if [ -n "$missing" ]; then
    echo "Missing:$missing. On Debian: apt-get install mariadb-client sysbench nodejs npm" >&2
    exit 1
fi
cd "$(dirname "$0")/../../../.."
exec mvn -Dfast -pl integration-tests -am verify -Dsluice.clients=required \
    -Dtest='io.sluice.it.clients.*Test' -Dsurefire.failIfNoSpecifiedTests=false "$@"
