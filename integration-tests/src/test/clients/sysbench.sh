#!/bin/sh
# sysbench oltp_read_write through the proxy, on the table sbtest1 sharded by id (see Things.java). Prints "ok" at the end.
# Environment: HOST, PORT, MYSQL_USER, PASSWORD, SCHEMA; ROWS (10000), THREADS (4), SECONDS_ (5).
set -eu

bench() {
    sysbench oltp_read_write --db-driver=mysql --mysql-host="$HOST" --mysql-port="$PORT" --mysql-user="$MYSQL_USER" \
        --mysql-password="$PASSWORD" --mysql-db="$SCHEMA" --tables=1 --table-size="${ROWS:-10000}" --auto_inc=off \
        --threads="${THREADS:-4}" --time="${SECONDS_:-5}" --report-interval=0 "$@"
}

bench prepare
bench run                           # prepared statements
bench --db-ps-mode=disable run      # text
bench cleanup
echo ok
