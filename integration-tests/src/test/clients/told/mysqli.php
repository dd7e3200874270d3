<?php
// PHP's mysqli (mysqlnd), text and prepared: writes what it was told, line by line, and "ok". The same lines must come from a
// plain server. Environment: HOST, PORT, MYSQL_USER, PASSWORD, SCHEMA, TLS (yes or no). It wants the tables of Things.java.
mysqli_report(MYSQLI_REPORT_ERROR | MYSQLI_REPORT_STRICT);

function told(string $what, mixed $value = ''): void { echo $what, ' ', is_string($value) ? $value : json_encode($value, JSON_UNESCAPED_UNICODE | JSON_PRESERVE_ZERO_FRACTION), "\n"; }
function refused(string $what, callable $work): void {
    try { $work(); told($what, 'was done'); }
    catch (mysqli_sql_exception $e) { told($what, $e->getCode() . ' ' . $e->getSqlState() . ' ' . $e->getMessage()); }
}
function open(?string $password = null): mysqli {
    $c = mysqli_init();
    $c->options(MYSQLI_OPT_INT_AND_FLOAT_NATIVE, 1);
    $c->options(MYSQLI_OPT_LOCAL_INFILE, 0);
    $flags = 0;
    if (getenv('TLS') === 'yes') { $flags = MYSQLI_CLIENT_SSL | MYSQLI_CLIENT_SSL_DONT_VERIFY_SERVER_CERT; $c->ssl_set(null, null, null, null, null); }
    $c->real_connect(getenv('HOST'), getenv('MYSQL_USER'), $password ?? getenv('PASSWORD'), getenv('SCHEMA'), (int) getenv('PORT'), null, $flags);
    $c->set_charset('utf8mb4');
    return $c;
}
/** The same statement as text or prepared; rows as arrays. */
function ask(mysqli $c, bool $prepared, string $sql, array $values = []): array|int {
    if ($prepared) {
        $s = $c->prepare($sql);
        $s->execute($values === [] ? null : $values);
        $r = $s->get_result();
        $n = $s->affected_rows;
    } else {
        foreach ($values as $value) {
            $text = $value === null ? 'NULL' : (is_string($value) ? "'" . $c->real_escape_string($value) . "'" : (string) $value);
            $at = strpos($sql, '?');
            $sql = substr($sql, 0, $at) . str_replace('?', "\u{FFFF}", $text) . substr($sql, $at + 1);
        }
        $r = $c->query(str_replace("\u{FFFF}", '?', $sql));
        $n = $c->affected_rows;
    }
    return $r instanceof mysqli_result ? $r->fetch_all(MYSQLI_ASSOC) : $n;
}

refused('wrong password', fn() => open('wrong'));
$emoji = 'Zürich 東京 😀';
$picture = '';
for ($i = 0; $i < 100000; $i++) { $picture .= chr($i * 7 % 256); }
foreach ([false, true] as $prepared) {
    told($prepared ? 'prepared' : 'text');
    $c = open();
    told('emptied', ask($c, $prepared, 'DELETE FROM things') >= 0);
    told('inserted', ask($c, $prepared,
        'INSERT INTO things (id, owner, big, day, at, clock, price, ratio, word, picture) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
        [1, 7, '18446744073709551615', '1999-12-31', '2026-02-28 23:59:58.123456', '-12:34:56', '1.5', 0.1, $emoji, $picture]));
    told('nulls', ask($c, $prepared, 'INSERT INTO things (id, owner, big) VALUES (?, ?, ?)', [2, 8, null]));
    foreach ([7, 8] as $owner) {
        $rows = ask($c, $prepared, 'SELECT * FROM things WHERE owner = ?', [$owner]);
        foreach ($rows as &$row) { $row['picture'] = $row['picture'] === null ? null : md5($row['picture']); }
        told('row', $rows);
        unset($row);
    }
    told('all', ask($c, $prepared, 'SELECT id, owner, big, word FROM things WHERE id > ? ORDER BY owner DESC', [0]));
    told('unicode', ask($c, $prepared, 'SELECT id FROM things WHERE word = ? AND owner = ?', [$emoji, 7]));
    told('unicode of all', ask($c, $prepared, 'SELECT id, word FROM things WHERE word = ?', [$emoji]));
    told('sums', ask($c, $prepared, 'SELECT COUNT(*) n, SUM(owner) s, AVG(owner) a, MAX(at) m, MIN(price) p FROM things WHERE id < ?', [100]));
    told('unchanged', ask($c, $prepared, 'UPDATE things SET ratio = ? WHERE owner = ?', [0.1, 7]));
    told('info', $c->info);
    told('changed', ask($c, $prepared, 'UPDATE things SET ratio = ? WHERE owner IN (?, ?)', [0.25, 7, 8]));
    foreach (['rollback', 'commit'] as $end) {
        $c->begin_transaction();
        ask($c, $prepared, 'INSERT INTO things (id, owner, word) VALUES (?, ?, ?)', [11, 21, 'tx']);
        ask($c, $prepared, 'INSERT INTO things (id, owner, word) VALUES (?, ?, ?)', [12, 22, 'tx']);
        told('inside', ask($c, $prepared, 'SELECT COUNT(*) FROM things WHERE word = ?', ['tx']));
        $c->$end();
        told($end, ask($c, $prepared, 'SELECT COUNT(*) FROM things WHERE word = ?', ['tx']));
    }
    $long = ask($c, $prepared, 'SELECT f.id, d.n FROM fillers f JOIN digits d WHERE f.id >= ? ORDER BY f.id, d.n', [0]);
    told('long', [count($long), md5(json_encode($long))]);
    refused('double', fn() => ask($c, $prepared, 'INSERT INTO things (id, owner) VALUES (?, ?)', [1, 7]));
    refused('unknown column', fn() => ask($c, $prepared, 'SELECT nosuch FROM things WHERE owner = ?', [7]));
    refused('unknown column of all', fn() => ask($c, $prepared, 'SELECT nosuch FROM things'));
    refused('no such table', fn() => ask($c, $prepared, 'SELECT a FROM nosuch WHERE owner = ?', [7]));
    refused('syntax', fn() => ask($c, $prepared, 'SELEC 1'));
    refused('too long', fn() => ask($c, $prepared, 'INSERT INTO things (id, owner, word) VALUES (?, ?, ?)', [3, 9, str_repeat('x', 65)]));
    told('ignored', ask($c, $prepared, 'INSERT IGNORE INTO things (id, owner, word) VALUES (?, ?, ?)', [3, 9, str_repeat('x', 65)]));
    told('warnings', [$c->warning_count, ask($c, false, 'SHOW WARNINGS')]);
    $c->close();
}

$c = open();
// What a result says of its columns; of the collation only whether it is text (mysqlnd logs in with the one of the greeting).
foreach (['SELECT * FROM things WHERE owner = 7', 'SELECT * FROM things ORDER BY id', 'SELECT COUNT(*) n, SUM(big) s FROM things'] as $sql) {
    $fields = $c->query($sql)->fetch_fields();
    told('columns', array_map(fn($f) => [$f->name, $f->orgname, $f->table, $f->orgtable, $f->db, $f->type, $f->flags, $f->charsetnr === 63, $f->length, $f->decimals], $fields));
}
// Several statements and results, unbuffered.
$c->multi_query("SELECT 1 a; SELECT id FROM things WHERE word = 'tx' ORDER BY id; UPDATE things SET ratio = 1 WHERE owner = 7; SELECT ';' b");
do {
    $r = $c->use_result();
    told('one of several', $r ? $r->fetch_all() : $c->affected_rows);
    if ($r) { $r->free(); }
} while ($c->more_results() && $c->next_result());
refused('several, one wrong', function () use ($c) {
    $c->multi_query('SELECT 1; SELECT nosuch; SELECT 3');
    do { $r = $c->store_result(); told('before', $r->fetch_all()); } while ($c->next_result());
});
$c = open();
$r = $c->query('SELECT f.id, d.n FROM fillers f JOIN digits d', MYSQLI_USE_RESULT);
for ($n = 0; $n < 10; $n++) { $r->fetch_row(); }
$r->free();
told('left early', $c->query('SELECT 1')->fetch_all());
// A cursor, long data in pieces, a statement executed again.
$s = $c->prepare('SELECT id, n FROM fillers, digits WHERE n < ? ORDER BY id, n');
$s->attr_set(MYSQLI_STMT_ATTR_CURSOR_TYPE, MYSQLI_CURSOR_TYPE_READ_ONLY);
$limit = 3;
$s->bind_param('i', $limit);
foreach ([3, 1] as $limit) {
    $s->execute();
    $s->bind_result($id, $digit);
    for ($sum = 0; $s->fetch();) { $sum += $id * 10 + $digit; }
    told('cursor', $sum);
}
$s->close();
$s = $c->prepare('UPDATE things SET picture = ? WHERE owner = 7');
$none = null;
$s->bind_param('b', $none);
foreach (str_split($picture, 30000) as $piece) { $s->send_long_data(0, $piece); }
$s->execute();
told('in pieces', [$s->affected_rows, $c->query('SELECT MD5(picture), LENGTH(picture) FROM things WHERE owner = 7')->fetch_row()]);
$fields = $c->query("SELECT 1 a, 1.5 b, 1e0 c, 'x' d, NULL e, x'00ff' f, DATE'2026-01-02' g, TRUE h, CAST(1 AS UNSIGNED) i, b'101' j")->fetch_fields();
told('types', array_map(fn($f) => [$f->name, $f->type, $f->flags, $f->charsetnr === 63, $f->length, $f->decimals], $fields));
$c->autocommit(false);
$c->query("UPDATE things SET word = 'gone' WHERE owner = 7");
$c->rollback();
$c->autocommit(true);
told('rolled back', $c->query('SELECT word FROM things WHERE owner = 7')->fetch_row());
$c->query('SET @a = 5');
told('changed user', $c->change_user(getenv('MYSQL_USER'), getenv('PASSWORD'), getenv('SCHEMA')));
told('nothing left', $c->query('SELECT @a, DATABASE() = ' . "'" . getenv('SCHEMA') . "'")->fetch_row());
told('ping', $c->query('DO 1'));
$c->set_charset('latin1');
told('latin1', [$c->character_set_name(), bin2hex($c->query("SELECT word FROM things WHERE owner = 7")->fetch_row()[0]),
    bin2hex($c->query("SELECT 'Z\xfcrich' w, LENGTH('Z\xfcrich')")->fetch_row()[0]),
    $c->query("SELECT COUNT(*) FROM things WHERE word LIKE 'Z\xfcrich%'")->fetch_row()]);
refused('unknown schema', fn() => $c->select_db('nosuchschema'));
told('schema', $c->select_db(getenv('SCHEMA')));
told('tables', $c->query('SHOW TABLES')->fetch_all());
told('create', $c->query('SHOW CREATE TABLE things')->fetch_row());
told('ok');
