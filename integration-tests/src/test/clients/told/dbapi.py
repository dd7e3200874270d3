#!/usr/bin/python3
"""PyMySQL or mysqlclient (the first argument: pymysql, MySQLdb): writes what it was told, and "ok". See mysqli.php."""
import hashlib, importlib, os, sys

name = sys.argv[1]
db = importlib.import_module(name)
cursors = importlib.import_module(name + '.cursors')
CLIENT = importlib.import_module(name + '.constants.CLIENT')
env = os.environ


def told(what, *values):
    print(what, *[repr(each) for each in values], flush=True)


def refused(what, work):
    try:
        work()
        told(what, 'was done')
    except db.Error as e:
        told(what, type(e).__name__, *e.args)


def connect(password=None, **more):
    if env['TLS'] == 'yes':
        more['ssl'] = {'ca': None} if name == 'pymysql' else {'cipher': 'DEFAULT'}
        if name == 'pymysql':
            import ssl
            context = ssl.create_default_context()
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
            more['ssl'] = context
    return db.connect(host=env['HOST'], port=int(env['PORT']), user=env['MYSQL_USER'], password=password or env['PASSWORD'],
                      database=env['SCHEMA'], charset='utf8mb4', **more)


def ask(c, sql, *values):
    with c.cursor() as cursor:
        n = cursor.execute(sql, values or None)
        return cursor.fetchall() if cursor.description else n


refused('wrong password', lambda: connect('wrong'))
emoji = 'Zürich 東京 😀'
picture = bytes(i * 7 % 256 for i in range(100_000))
c = connect(client_flag=CLIENT.MULTI_STATEMENTS)
c.autocommit(True)
told('emptied', ask(c, 'DELETE FROM things') >= 0)
told('inserted', ask(c, 'INSERT INTO things (id, owner, big, day, at, clock, price, ratio, word, picture) VALUES '
                     '(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)', 1, 7, 18446744073709551615, '1999-12-31',
                     '2026-02-28 23:59:58.123456', '-12:34:56', '1.5', 0.1, emoji, picture))
told('nulls', ask(c, 'INSERT INTO things (id, owner, big) VALUES (%s, %s, %s)', 2, 8, None))
for owner in 7, 8:
    told('row', *[[hashlib.md5(v).hexdigest() if isinstance(v, bytes) else v for v in row]
                  for row in ask(c, 'SELECT * FROM things WHERE owner = %s', owner)])
told('all', ask(c, 'SELECT id, owner, big, word FROM things WHERE id > %s ORDER BY owner DESC', 0))
told('unicode', ask(c, 'SELECT id, word FROM things WHERE word = %s', emoji))
told('sums', ask(c, 'SELECT COUNT(*), SUM(owner), AVG(owner), MAX(at), MIN(price) FROM things WHERE id < %s', 100))
told('unchanged', ask(c, 'UPDATE things SET ratio = %s WHERE owner = %s', 0.1, 7))
told('changed', ask(c, 'UPDATE things SET ratio = %s WHERE owner IN (%s, %s)', 0.25, 7, 8))
with c.cursor() as cursor:
    told('many', cursor.executemany('INSERT INTO things (id, owner, word) VALUES (%s, %s, %s)',
                                    [(i, i, 'many') for i in range(100, 400)]))
told('counted', ask(c, "SELECT COUNT(*) FROM things WHERE word = 'many'"))
for end in 'rollback', 'commit':
    c.begin() if name == 'pymysql' else c.query('BEGIN')
    for i in 11, 12:
        ask(c, 'INSERT INTO things (id, owner, word) VALUES (%s, %s, %s)', i, i + 10, 'tx')
    told('inside', ask(c, 'SELECT COUNT(*) FROM things WHERE word = %s', 'tx'))
    getattr(c, end)()
    told(end, ask(c, 'SELECT COUNT(*) FROM things WHERE word = %s', 'tx'))
for kind in cursors.Cursor, cursors.SSCursor:
    with c.cursor(kind) as cursor:
        cursor.execute('SELECT f.id, d.n FROM fillers f JOIN digits d WHERE f.id >= %s ORDER BY f.id, d.n', (0,))
        rows = cursor.fetchall()
        told('long', len(rows), all(row[0] * 200 + row[1] == i for i, row in enumerate(rows)))
with c.cursor(cursors.SSCursor) as cursor:
    cursor.execute('SELECT id FROM fillers ORDER BY id')
    told('left early', cursor.fetchone(), cursor.fetchmany(3))
with c.cursor(cursors.DictCursor) as cursor:
    cursor.execute('SELECT * FROM things WHERE id < 10 ORDER BY id')
    told('columns', [each[0] for each in cursor.description], [tuple(each[1:]) for each in cursor.description])
    cursor.execute("SELECT 1 AS a; SELECT id FROM things WHERE word = 'tx' ORDER BY id; UPDATE things SET ratio = 1 WHERE owner = 7; SELECT ';'")
    while True:
        told('one of several', cursor.fetchall(), cursor.rowcount)
        if not cursor.nextset():
            break
refused('double', lambda: ask(c, 'INSERT INTO things (id, owner) VALUES (%s, %s)', 1, 7))
refused('unknown column', lambda: ask(c, 'SELECT nosuch FROM things WHERE owner = %s', 7))
refused('unknown column of all', lambda: ask(c, 'SELECT nosuch FROM things'))
refused('no such table', lambda: ask(c, 'SELECT a FROM nosuch'))
refused('syntax', lambda: ask(c, 'SELEC 1'))
refused('too long', lambda: ask(c, 'INSERT INTO things (id, owner, word) VALUES (%s, %s, %s)', 3, 9, 'x' * 65))
told('ignored', ask(c, 'INSERT IGNORE INTO things (id, owner, word) VALUES (%s, %s, %s)', 3, 9, 'x' * 65))
told('warnings', c.show_warnings())
told('ping', c.ping())
c.set_charset('latin1') if name == 'pymysql' else c.set_character_set('latin1')
told('latin1', ask(c, "SELECT id, 'Zürich' AS z FROM things WHERE word LIKE 'Zürich%%' AND owner = %s /* é */", 7))
told('latin1 of all', ask(c, "SELECT id, 'Zürich' AS z FROM things WHERE word LIKE 'Zürich%%' AND id < %s /* é */ ORDER BY id", 100))
told('written', ask(c, "UPDATE things SET word = 'Zürich é' /* é */ WHERE id < %s", 2))
c.set_charset('utf8mb4') if name == 'pymysql' else c.set_character_set('utf8mb4')
told('read', ask(c, 'SELECT word FROM things WHERE id = 1'))
c.close()
told('ok')
