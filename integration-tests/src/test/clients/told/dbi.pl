#!/usr/bin/perl
# Perl's DBD::mysql or DBD::MariaDB (the first argument), text and prepared: writes what it was told, and "ok". See mysqli.php.
use strict; use warnings; use DBI; use Digest::MD5 'md5_hex'; use utf8;
$| = 1;
binmode STDOUT, ':utf8';
my $driver = shift;
my $maria = $driver eq 'MariaDB';
my $prefix = lc $driver eq 'mysql' ? 'mysql' : 'mariadb';
sub told { my ($what, @values) = @_; print "$what ", join('|', map { defined $_ ? $_ : 'NULL' } @values), "\n"; }
sub rows { my ($what, $rows) = @_; told($what, map { '(' . join(',', map { defined $_ ? $_ : 'NULL' } @$_) . ')' } @$rows); }
sub refused {
    my ($what, $work) = @_;
    eval { $work->(); told($what, 'was done'); 1 } or told($what, $DBI::err, $DBI::state, $DBI::errstr);
}
sub open_ {
    my ($prepared, $password) = @_;
    my $dsn = "DBI:$driver:database=$ENV{SCHEMA};host=$ENV{HOST};port=$ENV{PORT}";
    $dsn .= $ENV{TLS} eq 'yes' ? ";${prefix}_ssl=1;${prefix}_ssl_optional=1" : '';
    my %options = (RaiseError => 1, PrintError => 0, AutoCommit => 1);
    $options{mysql_enable_utf8mb4} = 1 if !$maria;
    $options{"${prefix}_server_prepare"} = $prepared ? 1 : 0;
    my $c = DBI->connect($dsn, $ENV{MYSQL_USER}, $password // $ENV{PASSWORD}, \%options);
    return $c;
}
sub ask {
    my ($c, $sql, @values) = @_;
    my $s = $c->prepare($sql);
    my $i = 0;
    $s->bind_param(++$i, ref $_ ? $$_ : $_, ref $_ ? DBI::SQL_BLOB : /^-?\d{1,9}$/ ? DBI::SQL_INTEGER : DBI::SQL_VARCHAR)
        for map { defined $_ ? $_ : \undef } @values;
    my $n = $s->execute;
    return $s->{NUM_OF_FIELDS} ? $s->fetchall_arrayref : [[0 + $n]];
}
refused('wrong password', sub { open_(0, 'wrong') });
my $emoji = 'Zürich 東京 😀';
my $picture = join '', map { chr($_ * 7 % 256) } 0 .. 99_999;
for my $prepared (0, 1) {
    told($prepared ? 'prepared' : 'text');
    my $c = open_($prepared);
    told('emptied', ask($c, 'DELETE FROM things')->[0][0] >= 0);
    rows('inserted', ask($c, 'INSERT INTO things (id, owner, big, day, at, clock, price, ratio, word, picture) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
        1, 7, '18446744073709551615', '1999-12-31', '2026-02-28 23:59:58.123456', '-12:34:56', '1.5', '0.1', $emoji, \$picture));
    rows('nulls', ask($c, 'INSERT INTO things (id, owner, word) VALUES (?, ?, ?)', 2, 8, undef));
    rows('row', ask($c, 'SELECT id, owner, big, day, at, clock, price, ratio, word FROM things WHERE owner = ?', $_)) for 7, 8;
    told('picture', md5_hex(ask($c, 'SELECT picture FROM things WHERE owner = ?', 7)->[0][0]) eq md5_hex($picture));
    rows('all', ask($c, 'SELECT id, owner, big, word FROM things WHERE id > ? ORDER BY owner DESC', 0));
    rows('unicode', ask($c, 'SELECT id, word FROM things WHERE word = ?', $emoji));
    rows('sums', ask($c, 'SELECT COUNT(*), SUM(owner), AVG(owner), MAX(at), MIN(price) FROM things WHERE id < ?', 100));
    rows('unchanged', ask($c, 'UPDATE things SET ratio = ? WHERE owner = ?', '0.1', 7));
    rows('changed', ask($c, 'UPDATE things SET ratio = ? WHERE owner IN (?, ?)', '0.25', 7, 8));
    for my $end ('rollback', 'commit') {
        $c->begin_work;
        ask($c, 'INSERT INTO things (id, owner, word) VALUES (?, ?, ?)', @$_, 'tx') for [11, 21], [12, 22];
        rows('inside', ask($c, 'SELECT COUNT(*) FROM things WHERE word = ?', 'tx'));
        $c->$end;
        rows($end, ask($c, 'SELECT COUNT(*) FROM things WHERE word = ?', 'tx'));
    }
    for my $streamed (0 .. ($prepared || $maria ? 0 : 1)) { # what else they read row by row is out of sync behind it, on any server
        my $s = $c->prepare('SELECT f.id, d.n FROM fillers f JOIN digits d WHERE f.id >= ? ORDER BY f.id, d.n', { "${prefix}_use_result" => $streamed });
        $s->execute(0);
        my ($n, $hash) = (0, 0);
        while (my $row = $s->fetchrow_arrayref) { $n++; $hash = ($hash * 31 + $row->[0] * 200 + $row->[1]) % 1000003; }
        told('long', $n, $hash);
    }
    my $s = $c->prepare('SELECT id, word FROM things WHERE owner = ?');
    for (7, 21, 99) { $s->execute($_); rows('again', $s->fetchall_arrayref); }
    $s = $c->prepare('SELECT * FROM things ORDER BY id');
    $s->execute;
    told('columns', @{ $s->{NAME} }, @{ $s->{TYPE} }, @{ $s->{NULLABLE} }, @{ $s->{PRECISION} });
    $s->finish;
    refused('double', sub { ask($c, 'INSERT INTO things (id, owner) VALUES (?, ?)', 1, 7) });
    refused('unknown column', sub { ask($c, 'SELECT nosuch FROM things WHERE owner = ?', 7) });
    refused('unknown column of all', sub { ask($c, 'SELECT nosuch FROM things') });
    refused('syntax', sub { ask($c, 'SELEC 1') });
    refused('too long', sub { ask($c, 'INSERT INTO things (id, owner, word) VALUES (?, ?, ?)', 3, 9, 'x' x 65) });
    rows('ignored', ask($c, 'INSERT IGNORE INTO things (id, owner, word) VALUES (?, ?, ?)', 3, 9, 'x' x 65));
    # MySQL does not prepare it, and then that is what is shown.
    rows('warnings', $c->selectall_arrayref('SHOW WARNINGS')) if !$prepared;
    told('ping', $c->ping);
    rows('tables', [sort { $a->[0] cmp $b->[0] } map { [$_->[2]] } @{ $c->table_info(undef, undef, '%', 'TABLE')->fetchall_arrayref }]);
    rows('described', [map { [@$_[3, 4, 6, 8, 10, 12, 15 .. 17]] } @{ $c->column_info(undef, $ENV{SCHEMA}, 'things', '%')->fetchall_arrayref }]);
    rows('key', [map { [@$_[2, 3, 4]] } @{ $c->primary_key_info(undef, $ENV{SCHEMA}, 'things')->fetchall_arrayref }]);
    $c->disconnect;
}
told('ok');
