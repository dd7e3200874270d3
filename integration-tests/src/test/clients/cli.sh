#!/bin/sh
# The mariadb (or mysql) command line through the proxy. Ends with 0 and the line "ok" where all is as it should be.
# Environment: CLIENT (program and its first options), HOST, PORT, MYSQL_USER, PASSWORD, SCHEMA.
# It wants the tables things, fillers and digits: see Things.java.
set -u

run() { # run SQL: its rows, tab separated, or its error
    $CLIENT -h"$HOST" -P"$PORT" -u"$MYSQL_USER" -p"$PASSWORD" --default-character-set=utf8mb4 -N -B -e "$1" "$SCHEMA" 2>&1
}

want() { # want EXPECTED SQL
    got=$(run "$2")
    if [ "$got" != "$1" ]; then
        printf 'FAILED: %s\n  wanted: %s\n  got:    %s\n' "$2" "$1" "$got"
        exit 1
    fi
}

# values: unsigned, dates, emoji, blobs
want '' "INSERT INTO things (owner, big, day, at, price, word, picture) VALUES
    (501, 18446744073709551615, '1999-12-31', '2026-02-28 23:59:58.123456', 1.5, 'Zürich 東京 😀', x'00FF0D0A1A27')"
want '18446744073709551615	1999-12-31	2026-02-28 23:59:58.123456	1.500000	Zürich 東京 😀	00FF0D0A1A27' \
    "BEGIN; SELECT big, day, at, price, word, HEX(picture) FROM things WHERE owner = 501 FOR UPDATE; COMMIT"
# a transaction of two shards, undone and done
want '0' "BEGIN; INSERT INTO things (owner) VALUES (502), (503), (504), (505); ROLLBACK;
    BEGIN; SELECT COUNT(*) FROM things WHERE owner BETWEEN 502 AND 505; COMMIT"
want '4' "BEGIN; INSERT INTO things (owner) VALUES (502), (503), (504), (505); COMMIT;
    BEGIN; SELECT COUNT(*) FROM things WHERE owner BETWEEN 502 AND 505; COMMIT"
# a long result
want '100000' "SELECT COUNT(*) FROM fillers f JOIN digits d"
lines=$(run "SELECT f.id, d.n FROM fillers f JOIN digits d ORDER BY f.id, d.n" | wc -l | tr -d ' ')
[ "$lines" = 100000 ] || { echo "FAILED: $lines lines in place of 100000"; exit 1; }
# errors: number and SQLSTATE
case "$(run 'INSERT INTO fillers (id, owner) VALUES (7, 7)')" in
    *'ERROR 1062 (23000)'*) ;;
    *) echo "FAILED: a duplicate key: $(run 'INSERT INTO fillers (id, owner) VALUES (7, 7)')"; exit 1 ;;
esac
case "$(run 'SELECT nosuch FROM things WHERE owner = 1')" in
    *'ERROR 1054 (42S22)'*) ;;
    *) echo "FAILED: an unknown column: $(run 'SELECT nosuch FROM things WHERE owner = 1')"; exit 1 ;;
esac
# a wrong password
got=$($CLIENT -h"$HOST" -P"$PORT" -u"$MYSQL_USER" -pwrong -e 'SELECT 1' 2>&1)
case "$got" in
    *'ERROR 1045 (28000)'*) ;;
    *) echo "FAILED: a wrong password: $got"; exit 1 ;;
esac
echo ok
