#!/bin/sh
# All clients against the proxy, on real servers: Connector/J, MariaDB Connector/J, the mariadb command line, sysbench, Node's mysql2,
# mysql and Sequelize, PHP's mysqli and PDO, Perl's DBD::mysql and DBD::MariaDB, Python's PyMySQL, mysqlclient and SQLAlchemy.
# A missing program is an error here; in `mvn verify` its test is skipped, and says so.
#   integration-tests/src/test/clients/run.sh [-Dsluice.servers=mysql] [further options of Maven]
set -eu

missing=
for program in mariadb sysbench node npm php perl python3; do
    command -v $program > /dev/null || missing="$missing $program"
done
if [ -n "$missing" ]; then
    echo "Missing:$missing. On Debian: apt-get install mariadb-client sysbench nodejs npm php-cli php-mysql" \
        "libdbd-mysql-perl libdbd-mariadb-perl python3-pymysql python3-mysqldb python3-sqlalchemy" >&2
    exit 1
fi
cd "$(dirname "$0")/../../../.."
exec mvn -Dfast -pl integration-tests -am verify -Dsluice.clients=required \
    -Dtest='io.sluice.it.clients.*Test' -Dsurefire.failIfNoSpecifiedTests=false "$@"
