<?php
// PHP's PDO, emulated and real prepared statements: writes what it was told, and "ok". See mysqli.php.
function told(string $what, mixed $value = ''): void { echo $what, ' ', is_string($value) ? $value : json_encode($value, JSON_UNESCAPED_UNICODE | JSON_PRESERVE_ZERO_FRACTION), "\n"; }
function refused(string $what, callable $work): void {
    try { $work(); told($what, 'was done'); }
    catch (PDOException $e) { told($what, $e->getMessage()); }
}
function open(bool $emulate, ?string $password = null, bool $buffered = true): PDO {
    $options = [PDO::ATTR_ERRMODE => PDO::ERRMODE_EXCEPTION, PDO::ATTR_EMULATE_PREPARES => $emulate,
        PDO::ATTR_DEFAULT_FETCH_MODE => PDO::FETCH_ASSOC, PDO::MYSQL_ATTR_USE_BUFFERED_QUERY => $buffered];
    if (getenv('TLS') === 'yes') { $options[PDO::MYSQL_ATTR_SSL_VERIFY_SERVER_CERT] = false; $options[PDO::MYSQL_ATTR_SSL_CA] = '/dev/null'; }
    return new PDO('mysql:host=' . getenv('HOST') . ';port=' . getenv('PORT') . ';dbname=' . getenv('SCHEMA') . ';charset=utf8mb4',
        getenv('MYSQL_USER'), $password ?? getenv('PASSWORD'), $options);
}
function ask(PDO $c, string $sql, array $values = []): mixed {
    $s = $c->prepare($sql);
    foreach ($values as $i => $value) {
        $s->bindValue($i + 1, $value, $value === null ? PDO::PARAM_NULL : (is_int($value) ? PDO::PARAM_INT : PDO::PARAM_STR));
    }
    $s->execute();
    return $s->columnCount() > 0 ? $s->fetchAll() : $s->rowCount();
}
refused('wrong password', fn() => open(true, 'wrong'));
$emoji = 'Zürich 東京 😀';
$picture = str_repeat("\x00\xff'\"\\\x1a\r\n?", 10000);
foreach ([true, false] as $emulate) {
    told($emulate ? 'text' : 'prepared');
    $c = open($emulate);
    told('emptied', ask($c, 'DELETE FROM things') >= 0);
    told('inserted', ask($c, 'INSERT INTO things (id, owner, big, day, at, clock, price, ratio, word, picture) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
        [1, 7, '18446744073709551615', '1999-12-31', '2026-02-28 23:59:58.123456', '-12:34:56', '1.5', '0.1', $emoji, $picture]));
    told('nulls', ask($c, 'INSERT INTO things (id, owner, big) VALUES (?, ?, ?)', [2, 8, null]));
    foreach ([7, 8] as $owner) {
        $rows = ask($c, 'SELECT * FROM things WHERE owner = ?', [$owner]);
        foreach ($rows as &$row) { $row['picture'] = $row['picture'] === null ? null : md5($row['picture']); }
        told('row', $rows);
        unset($row);
    }
    told('all', ask($c, 'SELECT id, owner, big, word FROM things WHERE id > ? ORDER BY owner DESC LIMIT ?', [0, 5]));
    told('unicode', ask($c, 'SELECT id FROM things WHERE word = ?', [$emoji]));
    told('sums', ask($c, 'SELECT COUNT(*) n, SUM(owner) s, AVG(owner) a, MAX(at) m FROM things WHERE id < ?', [100]));
    foreach (['rollBack', 'commit'] as $end) {
        $c->beginTransaction();
        ask($c, 'INSERT INTO things (id, owner, word) VALUES (?, ?, ?)', [11, 21, 'tx']);
        ask($c, 'INSERT INTO things (id, owner, word) VALUES (?, ?, ?)', [12, 22, 'tx']);
        told('inside', ask($c, 'SELECT COUNT(*) FROM things WHERE word = ?', ['tx']));
        $c->$end();
        told($end, ask($c, 'SELECT COUNT(*) FROM things WHERE word = ?', ['tx']));
    }
    $s = $c->prepare('SELECT id, word FROM things WHERE owner = :o');
    foreach ([7, 21, 99] as $o) { $s->execute(['o' => $o]); told('again', $s->fetchAll()); }
    refused('double', fn() => ask($c, 'INSERT INTO things (id, owner) VALUES (?, ?)', [1, 7]));
    refused('unknown column', fn() => ask($c, 'SELECT nosuch FROM things WHERE owner = ?', [7]));
    refused('syntax', fn() => ask($c, 'SELEC 1'));
    $c = open($emulate, null, false);
    $s = $c->prepare('SELECT f.id, d.n FROM fillers f JOIN digits d WHERE f.id >= ? ORDER BY f.id, d.n');
    $s->execute([0]);
    for ($n = 0, $hash = 0; $row = $s->fetch(PDO::FETCH_NUM); $n++) { $hash = ($hash * 31 + $row[0] * 200 + $row[1]) % 1000003; }
    told('long', [$n, $hash]);
    $s = $c->query(!$emulate ? 'SELECT 1' : "SELECT 1; SELECT id FROM things WHERE word = 'tx' ORDER BY id; SELECT ';'");
    do { told('one of several', $s->fetchAll(PDO::FETCH_NUM)); } while ($s->nextRowset());
    told('columns', (function () use ($c) { $s = $c->query('SELECT * FROM things ORDER BY id'); $m = []; for ($i = 0; $i < $s->columnCount(); $i++) { $m[] = $s->getColumnMeta($i); } $s->closeCursor(); return $m; })());
}
told('ok');
